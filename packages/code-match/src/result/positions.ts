import type { Position } from "@coco/connectorkit";
import type { SyntaxTree } from "@coco/syntax";

interface LineTable {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
  /** UTF-8 bytes before each of them; undefined where each character is one byte. */
  readonly bytes: readonly number[] | undefined;
}

const tables = new WeakMap<SyntaxTree, LineTable>();

/** The place of an offset of a tree's text. The text's lines are found once. */
export function positionOf(tree: SyntaxTree, offset: number): Position {
  let table = tables.get(tree);
  if (table === undefined) tables.set(tree, (table = lineTable(tree.source)));
  const line = lastAtMost(table.starts, offset);
  const lineStart = table.starts[line] as number;
  const byteOffset =
    table.bytes === undefined
      ? offset
      : (table.bytes[line] as number) + Buffer.byteLength(tree.source.slice(lineStart, offset));
  return { byteOffset, charOffset: offset, line: line + 1, column: offset - lineStart + 1 };
}

function lineTable(text: string): LineTable {
  const starts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length);
  if (Buffer.byteLength(text) === text.length) return { starts, bytes: undefined };
  let bytes = 0;
  const before = starts.map((start, line) => {
    const here = bytes;
    bytes += Buffer.byteLength(text.slice(start, starts[line + 1]));
    return here;
  });
  return { starts, bytes: before };
}

/** Number of the last of some rising numbers that is not above a limit. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
