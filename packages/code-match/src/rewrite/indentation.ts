import type { SyntaxTree } from "@coco/syntax";
import { fixedLines } from "./fixed-lines.ts";

/** The white space that the line of an offset begins with; where the line begins within a string, that of the line above. */
export function indentAt(tree: SyntaxTree, offset: number): string {
  const { source } = tree;
  const fixed = fixedLines(tree);
  let start = lineStartOf(source, offset);
  while (start > 0 && fixed.has(start)) start = lineStartOf(source, start - 1);
  return /^[ \t]*/.exec(source.slice(start, offset))?.[0] ?? "";
}

/** How the lines of a text end: as the first one does. */
export function lineEnding(source: string): string {
  return source[source.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n";
}

function lineStartOf(source: string, offset: number): number {
  return offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;
}
