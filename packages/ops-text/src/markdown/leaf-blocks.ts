import type { BlockKind, ReadBlock } from "./block.ts";
import { closesFence, fenceMarks, headingLevel, htmlBlockEnd, isRule, isTableDelimiter } from "./line-kinds.ts";
import type { Lines } from "./lines.ts";

/** Indentation that makes a line code. */
const CODE_INDENTATION = 4;

/** Reads a block at a line, up to `end`; undefined where that kind of block does not begin there. */
export type BlockReader = (lines: Lines, line: number, end: number) => ReadBlock | undefined;

/** A code block, fenced or indented. A fence that is never closed goes on to the end of its container. */
export const readCode: BlockReader = (lines, line, end) => {
  const marks = fenceMarks(lines.content(line));
  if (marks !== undefined) {
    let next = line + 1;
    while (next < end && !closesFence(lines.content(next), marks)) next++;
    return leaf(lines, "code", line, Math.min(next + 1, end));
  }
  if (lines.indentation(line) < CODE_INDENTATION) return undefined;
  let next = line + 1;
  for (let ahead = next; ahead < end; ahead++) {
    if (lines.isBlank(ahead)) continue;
    if (lines.indentation(ahead) < CODE_INDENTATION) break;
    next = ahead + 1;
  }
  return leaf(lines, "code", line, next);
};

/** An ATX heading. */
export const readHeading: BlockReader = (lines, line) => {
  const level = headingLevel(lines.content(line));
  if (level === undefined) return undefined;
  return { block: { kind: "heading", start: lines.start(line), level, children: [] }, next: line + 1 };
};

/** A thematic break. */
export const readRule: BlockReader = (lines, line) =>
  isRule(lines.content(line)) ? leaf(lines, "rule", line, line + 1) : undefined;

/** A table: a head, a delimiter row, and rows up to a blank line. */
export const readTable: BlockReader = (lines, line, end) => {
  if (!beginsTable(lines, line, end)) return undefined;
  let next = line + 2;
  while (next < end && lines.content(next).includes("|")) next++;
  return leaf(lines, "table", line, next);
};

/** Whether a table's head stands on this line. */
export function beginsTable(lines: Lines, line: number, end: number): boolean {
  return line + 1 < end && lines.content(line).includes("|") && isTableDelimiter(lines.content(line + 1));
}

/** A block of HTML. */
export const readHtml: BlockReader = (lines, line, end) => {
  const closing = htmlBlockEnd(lines.content(line));
  if (closing === undefined) return undefined;
  let next = line;
  while (next < end && !closing.test(lines.content(next))) next++;
  return leaf(lines, "html", line, Math.min(next + 1, end));
};

/** YAML or TOML between `---` or `+++` at the very start of the text. */
export const readFrontMatter: BlockReader = (lines, line, end) => {
  const fence = /^(---|\+\+\+)[ \t]*$/.exec(lines.content(line))?.[1];
  if (fence === undefined) return undefined;
  for (let next = line + 1; next < end; next++) {
    const content = lines.content(next).trimEnd();
    if (content === fence || (fence === "---" && content === "...")) return leaf(lines, "front-matter", line, next + 1);
  }
  return undefined;
};

function leaf(lines: Lines, kind: BlockKind, line: number, next: number): ReadBlock {
  return { block: { kind, start: lines.start(line), children: [] }, next };
}
