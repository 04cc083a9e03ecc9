import { createHash } from "node:crypto";
import type { Chunk, Position } from "../../packages/connectorkit/src/index.ts";

/** A position as the golden files give it. */
export interface GoldenPosition {
  readonly byte: number;
  readonly char: number;
  readonly line: number;
  readonly column: number;
}

export interface GoldenChunk {
  readonly start: GoldenPosition;
  readonly end: GoldenPosition;
}

/** How far some chunks are those of a golden row. */
export interface Comparison {
  readonly equal: boolean;
  /** Starts and ends of chunks in the golden row, and those of them that ours have too. */
  readonly boundaries: number;
  readonly same: number;
}

export function compareChunks(chunks: readonly Chunk[], golden: readonly GoldenChunk[], sha256?: string): Comparison {
  const ours = chunks.map(({ start, end }) => ({ start: fromPosition(start), end: fromPosition(end) }));
  const text = chunks.map((chunk) => chunk.text).join("");
  const equal =
    JSON.stringify(ours) === JSON.stringify(golden) &&
    (sha256 === undefined || createHash("sha256").update(text).digest("hex") === sha256);
  const found = new Set(boundaries(ours));
  const wanted = boundaries(golden);
  return { equal, boundaries: wanted.length, same: wanted.filter((boundary) => found.has(boundary)).length };
}

function fromPosition({ byteOffset, charOffset, line, column }: Position): GoldenPosition {
  return { byte: byteOffset, char: charOffset, line, column };
}

function boundaries(chunks: readonly GoldenChunk[]): string[] {
  return chunks.flatMap(({ start, end }) => [`start ${start.byte}`, `end ${end.byte}`]);
}
