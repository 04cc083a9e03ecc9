import { isNestedTooDeep } from "./nesting.ts";
import type { ParserModule } from "./parser-module.ts";

/** The nodes of a tree in pre-order, four numbers each: kind and field, start, end, and the node behind its last descendant. */
export type NodeRecords = Uint32Array;

/** How many numbers a record has. */
export const RECORD_SIZE = 4;

/**
 * Steps, of a hundred operations of the parser each, that a text may take: twenty operations a byte. Of real files the
 * hardest took five. Counted and not timed, so that the same text always has the same answer.
 */
function stepsFor(bytes: number): number {
  return 1000 + Math.ceil(bytes / 5);
}

/** Parses a text; its records have UTF-16 offsets. Undefined when it would take too many steps. */
export function parseWith(parser: ParserModule, text: string, language: string): NodeRecords | undefined {
  if (isNestedTooDeep(text, language)) return undefined;
  const capacity = text.length * 3;
  const input = parser.allocate(capacity);
  if (input === 0) return undefined;
  const bytes = new Uint8Array(parser.memory.buffer, input, capacity);
  const { written } = new TextEncoder().encodeInto(text, bytes);
  const count = parser.parse(input, written, stepsFor(written));
  const nodes = parser.nodes();
  const records = count === 0 ? undefined : new Uint32Array(parser.memory.buffer, nodes, count * RECORD_SIZE).slice();
  if (count > 0) parser.release(nodes);
  if (records !== undefined && written !== text.length) toTextOffsets(records, text, written);
  parser.release(input);
  return records;
}

/** Turns byte offsets into offsets of the text, in place. */
function toTextOffsets(records: NodeRecords, text: string, byteLength: number): void {
  const offsets = new Uint32Array(byteLength + 1);
  let byte = 0;
  for (let offset = 0; offset < text.length; offset++) {
    offsets[byte] = offset;
    const codePoint = text.codePointAt(offset) as number;
    byte += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (codePoint >= 0x10000) offset++;
  }
  offsets[byteLength] = text.length;
  for (let record = 0; record < records.length; record += RECORD_SIZE) {
    records[record + 1] = offsets[records[record + 1] as number] as number;
    records[record + 2] = offsets[records[record + 2] as number] as number;
  }
}
