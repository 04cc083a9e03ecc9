import type { Console } from "../console.ts";

/** A stretch of a source. */
interface Stretch {
  readonly tree: { readonly source: string };
  readonly start: number;
  readonly end: number;
}

/** Characters of a line that are shown before and behind a stretch. */
const AROUND = 60;
const MOST = 200;

/** The line that a stretch begins in, with the stretch marked. What follows in further lines is left out. */
export function excerpt(console: Console, { tree: { source }, start, end }: Stretch): string {
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const found = source.indexOf("\n", start);
  const lineEnd = found < 0 ? source.length : found;
  const shownEnd = Math.min(end, lineEnd, start + MOST);
  const before = source.slice(Math.max(lineStart, start - AROUND), start).trimStart();
  const behind = end <= lineEnd ? source.slice(shownEnd, Math.min(lineEnd, shownEnd + AROUND)) : " …";
  return before + console.style(["bold", "red"], source.slice(start, shownEnd).trimEnd()) + behind.trimEnd();
}
