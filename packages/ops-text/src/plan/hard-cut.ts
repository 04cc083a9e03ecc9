import { isInsidePair, nextCodePoint } from "../text/code-points.ts";
import type { Range } from "../text/range.ts";
import type { Ruler } from "../text/ruler.ts";
import { isWhiteSpace } from "../text/white-space.ts";

const graphemes: Intl.Segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Cuts a stretch in which no level finds a boundary into pieces of at most `aim`: at white space where there is some,
 * else between graphemes. A grapheme larger than `aim` stays whole up to `limit`; beyond it is cut between code points.
 * A single code point is never cut.
 */
export function hardCut(text: string, range: Range, aim: number, limit: number, ruler: Ruler): Range[] {
  const pieces: Range[] = [];
  let start = range.start;
  while (start < range.end) {
    const end = cutBehind(text, { start, end: range.end }, aim, limit, ruler);
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

function cutBehind(text: string, range: Range, aim: number, limit: number, ruler: Ruler): number {
  const furthest = reach(text, range, aim, ruler);
  if (furthest === range.end) return furthest;
  const halfway = range.start + (furthest - range.start) / 2;
  for (let offset = furthest; offset > halfway; offset--) {
    if (isWhiteSpace(text.charCodeAt(offset - 1))) return offset;
  }
  const boundary = graphemeBoundary(text, range, furthest);
  if (boundary > range.start) return boundary;
  const grapheme = graphemes.segment(text.slice(range.start, range.end)).containing(0);
  const whole = range.start + (grapheme?.segment.length ?? 1);
  if (ruler.size(range.start, whole) <= limit) return whole;
  return Math.max(reach(text, { start: range.start, end: whole }, limit, ruler), nextCodePoint(text, range.start));
}

/** The last offset, between code points, up to which the range has at most this size. */
function reach(text: string, range: Range, size: number, ruler: Ruler): number {
  const { start, end } = range;
  let fits = start;
  let step = Math.max(size, 1);
  while (fits + step < end && ruler.size(start, fits + step) <= size) {
    fits += step;
    step *= 2;
  }
  if (fits + step >= end && ruler.size(start, end) <= size) return end;
  let tooFar = Math.min(fits + step, end);
  while (tooFar - fits > 1) {
    const middle = (fits + tooFar) >> 1;
    if (ruler.size(start, middle) <= size) fits = middle;
    else tooFar = middle;
  }
  return isInsidePair(text, fits) ? fits - 1 : fits;
}

/** The last boundary between graphemes at or before `offset`; the start of the range where there is none. */
function graphemeBoundary(text: string, range: Range, offset: number): number {
  if (offset <= range.start) return range.start;
  if (isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))) return offset;
  // Look a little past the offset, and as far back as the piece goes, so that flags pair up correctly.
  const window = text.slice(range.start, Math.min(range.end, offset + 64));
  const segment = graphemes.segment(window).containing(offset - range.start);
  return range.start + (segment?.index ?? 0);
}

/** A printable ASCII character; between two of them there is always a boundary. */
function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f;
}
