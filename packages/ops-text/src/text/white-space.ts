import type { Range } from "./range.ts";

/**
 * Whether a UTF-16 unit has the Unicode property White_Space. Unlike `\s`, that covers U+0085 and leaves out U+FEFF.
 */
export function isWhiteSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/** Space, tab, line feed, form feed and carriage return: what "ASCII white space" means in Rust. */
export function isAsciiWhiteSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;
}

/** Whether a UTF-16 unit is a line feed or a carriage return. */
export function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d;
}

type IsSpace = (unit: number) => boolean;

/** The range without white space at both ends; empty at its start where nothing is left. */
export function trimRange(text: string, range: Range, isSpace: IsSpace = isWhiteSpace): Range {
  const start = trimStart(text, range.start, range.end, isSpace);
  return { start, end: trimEnd(text, start, range.end, isSpace) };
}

/** The offset of the first character that is no white space; the end where there is none. */
export function trimStart(text: string, start: number, end: number, isSpace: IsSpace = isWhiteSpace): number {
  let offset = start;
  while (offset < end && isSpace(text.charCodeAt(offset))) offset++;
  return offset;
}

/** The offset behind the last character that is no white space; the start where there is none. */
export function trimEnd(text: string, start: number, end: number, isSpace: IsSpace = isWhiteSpace): number {
  let offset = end;
  while (offset > start && isSpace(text.charCodeAt(offset - 1))) offset--;
  return offset;
}
