import type { Compatibility } from "../compatibility.ts";
import type { LineFeeds } from "./line-feeds.ts";
import { isLineEnd, isWhiteSpace } from "./white-space.ts";

/** How strongly a stretch of text is broken into lines: not at all, by line ends, by a blank line. */
export type LineBreak = 0 | 1 | 2;

/** Tells how stretches of a text are broken; what has no line end is not looked at. */
export class LineBreaks {
  readonly #text: string;
  readonly #breakIn: (text: string, start: number, end: number) => LineBreak;
  readonly #feeds: LineFeeds;
  /** The index of the first line feed, and the offset of the first carriage return, at or behind the start of the stretch that was asked for last. */
  #lineFeed = 0;
  #carriageReturn = -1;

  constructor(text: string, feeds: LineFeeds, compatibility: Compatibility | undefined) {
    this.#text = text;
    this.#feeds = feeds;
    this.#breakIn = compatibility === undefined ? blankLineBreak : repeatedCharacterBreak;
  }

  /** The strongest break between two offsets, which are near to one another. */
  between(start: number, end: number): LineBreak {
    return start === end ? 0 : this.#breakIn(this.#text, start, end);
  }

  /**
   * The strongest break inside a stretch.
   *
   * @param start - not before that of any call before.
   */
  inside(start: number, end: number): LineBreak {
    const { offsets, hasReturns } = this.#feeds;
    while ((offsets[this.#lineFeed] ?? start) < start) this.#lineFeed++;
    const lineFeed = offsets[this.#lineFeed] ?? end;
    const first = hasReturns ? Math.min(lineFeed, this.#returnFrom(start)) : lineFeed;
    return first >= end ? 0 : this.#breakIn(this.#text, first, end);
  }

  #returnFrom(start: number): number {
    if (this.#carriageReturn < start) {
      const found = this.#text.indexOf("\r", start);
      this.#carriageReturn = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#carriageReturn;
  }
}

/** A blank line may hold white space, and `\r\n` is one line end. */
function blankLineBreak(text: string, start: number, end: number): LineBreak {
  let strongest: LineBreak = 0;
  let afterLineEnd = false;
  for (let offset = start; offset < end; offset++) {
    const unit = text.charCodeAt(offset);
    if (isLineEnd(unit)) {
      if (afterLineEnd) return 2;
      strongest = 1;
      afterLineEnd = true;
      if (unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a) offset++;
    } else if (!isWhiteSpace(unit)) {
      afterLineEnd = false;
    }
  }
  return strongest;
}

/** CocoIndex: blank where, in an unbroken run of `\n` and `\r`, the run's first character comes again. */
function repeatedCharacterBreak(text: string, start: number, end: number): LineBreak {
  let strongest: LineBreak = 0;
  for (let offset = start; offset < end; offset++) {
    const first = text.charCodeAt(offset);
    if (!isLineEnd(first)) continue;
    strongest = 1;
    for (offset++; offset < end && isLineEnd(text.charCodeAt(offset)); offset++) {
      if (text.charCodeAt(offset) === first) return 2;
    }
  }
  return strongest;
}
