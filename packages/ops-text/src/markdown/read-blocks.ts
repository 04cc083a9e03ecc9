import type { Block, ReadBlock } from "./block.ts";
import { interruptsParagraph, readList, readQuote } from "./containers.ts";
import { readCode, readFrontMatter, readHeading, readHtml, readRule, readTable } from "./leaf-blocks.ts";
import { underlineLevel } from "./line-kinds.ts";
import { Lines } from "./lines.ts";

/** Containers nested deeper than this are read as paragraphs, so that no text can exhaust the stack or the clock. */
const DEEPEST = 24;

/**
 * The blocks of a Markdown text, by CommonMark's rules with tables and front matter, as far as they matter for where to
 * cut: link definitions count as paragraphs, and inline marks are not looked at.
 */
export function readMarkdown(text: string): Block[] {
  const lines = new Lines(text);
  const frontMatter = lines.count > 0 ? readFrontMatter(lines, 0, lines.count) : undefined;
  if (frontMatter === undefined) return readBlocks(lines, 0, lines.count, 0);
  return [frontMatter.block, ...readBlocks(lines, frontMatter.next, lines.count, 0)];
}

function readBlocks(lines: Lines, from: number, end: number, depth: number): Block[] {
  const blocks: Block[] = [];
  for (let line = from; line < end; ) {
    if (lines.isBlank(line)) {
      line++;
      continue;
    }
    const { block, next } = readBlock(lines, line, end, depth);
    blocks.push(block);
    line = next;
  }
  return blocks;
}

function readBlock(lines: Lines, line: number, end: number, depth: number): ReadBlock {
  return (
    readCode(lines, line, end) ??
    readHeading(lines, line, end) ??
    readRule(lines, line, end) ??
    (depth < DEEPEST ? readContainer(lines, line, end, depth) : undefined) ??
    readTable(lines, line, end) ??
    readHtml(lines, line, end) ??
    readParagraph(lines, line, end)
  );
}

function readContainer(lines: Lines, line: number, end: number, depth: number): ReadBlock | undefined {
  return readQuote(lines, line, end, depth, readBlocks) ?? readList(lines, line, end, depth, readBlocks);
}

/** A paragraph, or the heading that the line below it makes of it. */
function readParagraph(lines: Lines, line: number, end: number): ReadBlock {
  const start = lines.start(line);
  let next = line + 1;
  for (; next < end && !lines.isBlank(next); next++) {
    const level = underlineLevel(lines.content(next));
    if (level !== undefined) return { block: { kind: "heading", start, level, children: [] }, next: next + 1 };
    if (interruptsParagraph(lines, next, end)) break;
  }
  return { block: { kind: "paragraph", start, children: [] }, next };
}
