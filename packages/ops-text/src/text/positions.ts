import type { Position } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import { isInsidePair } from "./code-points.ts";

/**
 * The positions of some offsets of a text, found in one pass over it.
 *
 * `charOffset` and `column` count UTF-16 units, and `\n`, `\r\n` and a lone `\r` end a line; with `compatibility` they
 * count code points, and `\n` alone ends a line. Lines and columns start at 1.
 *
 * @param offsets UTF-16 offsets in any order, none inside a surrogate pair.
 */
export function locate(
  text: string,
  offsets: readonly number[],
  compatibility: Compatibility | undefined,
): ReadonlyMap<number, Position> {
  const byteLength = lengthMeasure(text, Buffer.byteLength(text) === text.length, (part) => Buffer.byteLength(part));
  const plain = compatibility === undefined || !/[\ud800-\udbff]/.test(text);
  const charLength = lengthMeasure(text, plain, codePointCount);
  const nextLine = lineFinder(text, compatibility === undefined && text.includes("\r"));
  const found = new Map<number, Position>();
  let offset = 0;
  let byteOffset = 0;
  let charOffset = 0;
  let line = 1;
  let lineStart = 0; // in the same unit as charOffset
  let lineEnd = nextLine(0);
  for (const target of Float64Array.from(new Set(offsets)).sort()) {
    byteOffset += byteLength(offset, target);
    while (lineEnd <= target) {
      charOffset += charLength(offset, lineEnd);
      offset = lineEnd;
      line++;
      lineStart = charOffset;
      lineEnd = nextLine(lineEnd);
    }
    charOffset += charLength(offset, target);
    offset = target;
    found.set(target, { byteOffset, charOffset, line, column: charOffset - lineStart + 1 });
  }
  return found;
}

/** The length of a stretch of the text; where all characters count one, nothing is looked at. */
function lengthMeasure(
  text: string,
  plain: boolean,
  measure: (part: string) => number,
): (start: number, end: number) => number {
  return plain ? (start, end) => end - start : (start, end) => measure(text.slice(start, end));
}

function codePointCount(text: string): number {
  let count = 0;
  for (let offset = 0; offset < text.length; offset++) if (!isInsidePair(text, offset)) count++;
  return count;
}

/** Finds where the line after the one that begins at an offset begins; infinity where there is none. */
function lineFinder(text: string, carriageReturns: boolean): (from: number) => number {
  if (!carriageReturns) {
    return (from) => {
      const end = text.indexOf("\n", from);
      return end < 0 ? Number.POSITIVE_INFINITY : end + 1;
    };
  }
  const lineEnd = /\r\n?|\n/g;
  return (from) => {
    lineEnd.lastIndex = from;
    return lineEnd.test(text) ? lineEnd.lastIndex : Number.POSITIVE_INFINITY;
  };
}
