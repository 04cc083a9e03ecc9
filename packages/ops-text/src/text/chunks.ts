import type { Chunk, Position } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import { locate } from "./positions.ts";
import type { Range } from "./range.ts";

/** The chunks that lie at these ranges of a text. */
export function chunksAt(text: string, ranges: readonly Range[], compatibility: Compatibility | undefined): Chunk[] {
  const offsets = ranges.flatMap(({ start, end }) => [start, end]);
  const positions = locate(text, offsets, compatibility);
  return ranges.map(({ start, end }) => ({
    text: text.slice(start, end),
    start: positions.get(start) as Position,
    end: positions.get(end) as Position,
  }));
}
