import type { Block, ReadBlock } from "./block.ts";
import { beginsTable } from "./leaf-blocks.ts";
import { fenceMarks, headingLevel, isRule, type ListMarker, listMarker, quoteMarkWidth } from "./line-kinds.ts";
import type { Lines } from "./lines.ts";

/** Reads the blocks between two lines, as deep inside containers as `depth` says. */
export type ReadBlocks = (lines: Lines, from: number, end: number, depth: number) => Block[];

/** Whether a line would end a paragraph before it. */
export function interruptsParagraph(lines: Lines, line: number, end: number): boolean {
  const content = lines.content(line);
  return (
    headingLevel(content) !== undefined ||
    fenceMarks(content) !== undefined ||
    isRule(content) ||
    quoteMarkWidth(content) !== undefined ||
    listMarker(content)?.interrupts === true ||
    beginsTable(lines, line, end)
  );
}

/** A block quote with what is in it. */
export function readQuote(
  lines: Lines,
  line: number,
  end: number,
  depth: number,
  read: ReadBlocks,
): ReadBlock | undefined {
  let next = line;
  for (; next < end; next++) {
    const width = quoteMarkWidth(lines.content(next));
    if (width !== undefined) lines.takeCharacters(next, width);
    else if (next === line) return undefined;
    else if (!isLazy(lines, next, end)) break;
  }
  return { block: { kind: "quote", start: lines.start(line), children: read(lines, line, next, depth + 1) }, next };
}

/** A list with its items and what is in them. */
export function readList(
  lines: Lines,
  line: number,
  end: number,
  depth: number,
  read: ReadBlocks,
): ReadBlock | undefined {
  const first = listMarker(lines.content(line));
  if (first === undefined) return undefined;
  const items: Block[] = [];
  let next = line;
  for (let marker: ListMarker | undefined = first; marker !== undefined; ) {
    const itemEnd = endOfItem(lines, next, end, marker.width);
    // The rest of the item's lines first lose its indentation, so that its inside is read as a text of its own.
    lines.takeCharacters(next, marker.width);
    for (let inside = next + 1; inside < itemEnd; inside++) lines.takeIndentation(inside, marker.width);
    items.push({ kind: "item", start: lines.start(next), children: read(lines, next, itemEnd, depth + 1) });
    next = itemEnd;
    let ahead = next;
    while (ahead < end && lines.isBlank(ahead)) ahead++;
    const found = ahead < end ? listMarker(lines.content(ahead)) : undefined;
    marker = found?.list === first.list && !isRule(lines.content(ahead)) ? found : undefined;
    if (marker !== undefined) next = ahead;
  }
  return { block: { kind: "list", start: lines.start(line), children: items }, next };
}

/** The line behind an item: the next that is neither blank, nor indented as its content, nor goes on with its text. */
function endOfItem(lines: Lines, line: number, end: number, width: number): number {
  let next = line + 1;
  for (let ahead = next; ahead < end; ahead++) {
    if (lines.isBlank(ahead)) continue;
    if (lines.indentation(ahead) < width && !isLazy(lines, ahead, end)) break;
    next = ahead + 1;
  }
  return next;
}

/** Whether a line goes on with the paragraph of a container though it does not bear the container's mark. */
function isLazy(lines: Lines, line: number, end: number): boolean {
  return (
    !lines.isBlank(line) &&
    !lines.isBlank(line - 1) &&
    !interruptsParagraph(lines, line, end) &&
    listMarker(lines.content(line)) === undefined
  );
}
