import type { LineFeeds } from "../text/line-feeds.ts";
import { findMatch } from "../text/matches.ts";
import { isLineEnd, isWhiteSpace } from "../text/white-space.ts";

/**
 * Where a stretch of text is cut: the start and the end of each match in turn, in UTF-16 offsets, from left to right and none
 * overlapping another. Nothing beside the stretch is looked at. Numbers and not objects: there is a match for each line.
 */
export type Separator = (text: string, start: number, end: number, feeds: LineFeeds) => readonly number[];

/** The matches of an expression with the flag `g`. It sees the stretch alone. */
export function expression(pattern: RegExp): Separator {
  return (text, start, end) => {
    const found: number[] = [];
    const part = text.slice(start, end);
    let previousEnd = -1;
    for (;;) {
      const match = findMatch(pattern, part, Math.max(previousEnd, 0), previousEnd);
      if (match === undefined) return found;
      found.push(start + match.start, start + match.end);
      previousEnd = match.end;
    }
  };
}

/** Line ends: `\r\n?|\n`. */
export const lineEnd: Separator = (text, start, end, feeds) => {
  const found: number[] = [];
  let index = feeds.indexFrom(start);
  for (let at = nextLineEnd(text, start, end, feeds, index); at < end; ) {
    const behind = behindLineEnd(text, at, end);
    found.push(at, behind);
    at = nextLineEnd(text, behind, end, feeds, ++index);
  }
  return found;
};

/** Runs of so many `\n`, or more; each `\n` by itself where the least is 1. */
export function lineFeeds(least: 1 | 2): Separator {
  return (_text, start, end, feeds) => {
    const found: number[] = [];
    const { offsets } = feeds;
    for (let index = feeds.indexFrom(start); (offsets[index] ?? end) < end; index++) {
      const first = offsets[index] as number;
      let last = first;
      if (least === 2) for (; last + 1 < end && offsets[index + 1] === last + 1; index++) last++;
      if (last + 1 - first >= least) found.push(first, last + 1);
    }
    return found;
  };
}

/** A line end and the blank lines behind it; these may have white space on them. */
export const blankLine: Separator = (text, start, end, feeds) => {
  const found: number[] = [];
  let index = feeds.indexFrom(start);
  let at = nextLineEnd(text, start, end, feeds, index);
  while (at < end) {
    const first = behindLineEnd(text, at, end);
    let behind = first;
    for (let blank = behindBlank(text, behind, end); blank > 0; blank = behindBlank(text, behind, end)) {
      behind = blank;
      index++;
    }
    if (behind > first) found.push(at, behind);
    at = nextLineEnd(text, behind, end, feeds, ++index);
  }
  return found;
};

/** Runs of white space. */
export const whiteSpace: Separator = (text, start, end) => {
  const found: number[] = [];
  for (let at = start; at < end; at++) {
    if (!isWhiteSpace(text.charCodeAt(at))) continue;
    const first = at;
    while (at < end && isWhiteSpace(text.charCodeAt(at))) at++;
    found.push(first, at);
  }
  return found;
};

/**
 * The offset of the first line end at `from` or later; the end where there is none.
 *
 * @param index - that of the first line feed there.
 */
function nextLineEnd(text: string, from: number, end: number, feeds: LineFeeds, index: number): number {
  if (!feeds.hasReturns) return feeds.offsets[index] ?? end;
  let at = from;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function behindLineEnd(text: string, at: number, end: number): number {
  return text.charCodeAt(at) === 0x0d && at + 1 < end && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
}

/** The offset behind a blank line that begins at `start`, with its line end; -1 where there is none. */
function behindBlank(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (isLineEnd(unit)) return behindLineEnd(text, at, end);
    if (!isWhiteSpace(unit)) return -1;
  }
  return -1;
}
