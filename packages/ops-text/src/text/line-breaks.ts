import type { Compatibility } from "../compatibility.ts";
import { isLineEnd, isWhiteSpace } from "./white-space.ts";

/** How strongly a stretch of text is broken into lines: not at all, by line ends, by a blank line. */
export type LineBreak = 0 | 1 | 2;

/** The strongest break between two offsets. */
export function lineBreakIn(
  text: string,
  start: number,
  end: number,
  compatibility: Compatibility | undefined,
): LineBreak {
  return compatibility === undefined ? blankLineBreak(text, start, end) : repeatedCharacterBreak(text, start, end);
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
