import type { Position } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import { isInsidePair } from "./code-points.ts";
import type { LineFeeds } from "./line-feeds.ts";
import type { Ruler } from "./ruler.ts";

/**
 * Finds the positions of offsets of a text, from left to right in one pass over it.
 *
 * `charOffset` and `column` count UTF-16 units, and `\n`, `\r\n` and a lone `\r` end a line; with `compatibility` they
 * count code points, and `\n` alone ends a line. Lines and columns start at 1.
 */
export class Locator {
  readonly #byteLength: Measure;
  readonly #charLength: Measure;
  readonly #nextLine: (from: number) => number;
  #offset = 0;
  #byteOffset = 0;
  #charOffset = 0;
  #line = 1;
  /** In the same unit as `#charOffset`. */
  #lineStart = 0;
  #lineEnd: number;

  /** @param bytes - a ruler that measures bytes, if there is one already. */
  constructor(text: string, feeds: LineFeeds, compatibility: Compatibility | undefined, bytes?: Ruler) {
    this.#byteLength = byteMeasure(text, bytes);
    const isPlain = compatibility === undefined || !/[\ud800-\udbff]/.test(text);
    this.#charLength = lengthMeasure(text, isPlain, codePointCount);
    this.#nextLine = lineFinder(text, feeds, compatibility === undefined && feeds.hasReturns);
    this.#lineEnd = this.#nextLine(0);
  }

  /** @param target - a UTF-16 offset, not before the one of any call before, and not inside a surrogate pair. */
  at(target: number): Position {
    this.#byteOffset += this.#byteLength(this.#offset, target);
    let offset = this.#offset;
    let lineEnd = this.#lineEnd;
    if (lineEnd <= target) {
      let line = this.#line;
      let before = offset;
      while (lineEnd <= target) {
        before = lineEnd;
        line++;
        lineEnd = this.#nextLine(lineEnd);
      }
      this.#charOffset += this.#charLength(offset, before);
      this.#lineStart = this.#charOffset;
      this.#line = line;
      this.#lineEnd = lineEnd;
      offset = before;
    }
    this.#charOffset += this.#charLength(offset, target);
    this.#offset = target;
    const charOffset = this.#charOffset;
    return { byteOffset: this.#byteOffset, charOffset, line: this.#line, column: charOffset - this.#lineStart + 1 };
  }
}

type Measure = (start: number, end: number) => number;

function byteMeasure(text: string, bytes: Ruler | undefined): Measure {
  if (bytes !== undefined) return (start, end) => bytes.size(start, end);
  return lengthMeasure(text, Buffer.byteLength(text) === text.length, (part) => Buffer.byteLength(part));
}

/** The length of a stretch of the text; where all characters count one, nothing is looked at. */
function lengthMeasure(text: string, plain: boolean, measure: (part: string) => number): Measure {
  return plain ? (start, end) => end - start : (start, end) => measure(text.slice(start, end));
}

function codePointCount(text: string): number {
  let count = 0;
  for (let offset = 0; offset < text.length; offset++) if (!isInsidePair(text, offset)) count++;
  return count;
}

/** Finds where one line after the other begins, given the start of the one before; infinity where there is none. */
function lineFinder(text: string, { offsets }: LineFeeds, carriageReturns: boolean): (from: number) => number {
  if (!carriageReturns) {
    let next = 0;
    return () => (offsets[next++] ?? Number.POSITIVE_INFINITY) + 1;
  }
  const lineEnd = /\r\n?|\n/g;
  return (from) => {
    lineEnd.lastIndex = from;
    return lineEnd.test(text) ? lineEnd.lastIndex : Number.POSITIVE_INFINITY;
  };
}
