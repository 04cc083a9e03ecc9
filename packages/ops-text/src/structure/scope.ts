import type { Range } from "../text/range.ts";

/** A stretch of text that has a name: a section with its heading, a definition with its comments. */
export interface Scope extends Range {
  readonly name: string;
}

const LONGEST_NAME = 120;

/** A name as one short line. */
export function scopeName(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
}
