import type { Chunk, Position } from "@coco/connectorkit";
import { expect } from "vitest";
import type { SplitOptions } from "../options.ts";

/** What must hold of the chunks of any text, with any options. */
export function expectInvariants(text: string, chunks: readonly Chunk[], options: SplitOptions): void {
  expectExactSlices(text, chunks);
  expectNothingLost(text, chunks);
  expectOrder(chunks);
  expectLimits(text, chunks, options);
}

/** Chunks are slices of the text, at exact positions, which cut no surrogate pair. */
function expectExactSlices(text: string, chunks: readonly Chunk[]): void {
  for (const chunk of chunks) {
    expect(chunk.text).toBe(text.slice(chunk.start.charOffset, chunk.end.charOffset));
    for (const position of [chunk.start, chunk.end]) {
      expect(position).toEqual(positionAt(text, position.charOffset));
      const around = text.slice(position.charOffset - 1, position.charOffset + 1);
      expect(around).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
    }
  }
}

/** Only white space is in no chunk. */
function expectNothingLost(text: string, chunks: readonly Chunk[]): void {
  let covered = 0;
  for (const { start, end } of chunks) {
    expect(text.slice(covered, Math.max(start.charOffset, covered))).toMatch(/^\p{White_Space}*$/u);
    covered = end.charOffset;
  }
  expect(text.slice(covered)).toMatch(/^\p{White_Space}*$/u);
}

/** None is empty, and each begins and ends after the one before. */
function expectOrder(chunks: readonly Chunk[]): void {
  chunks.forEach(({ start, end, text }, index) => {
    expect(text).not.toMatch(/^\p{White_Space}*$/u);
    expect(start.charOffset).toBeGreaterThan(chunks[index - 1]?.start.charOffset ?? -1);
    expect(end.charOffset).toBeGreaterThan(chunks[index - 1]?.end.charOffset ?? -1);
  });
}

/** None is larger than asked for unless it is one code point, and none shares more with the one before than asked for. */
function expectLimits(text: string, chunks: readonly Chunk[], options: SplitOptions): void {
  const { chunkSize, overlap = 0, unit } = options;
  chunks.forEach((chunk, index) => {
    if (sizeOf(chunk.text, unit) > chunkSize) expect([...chunk.text]).toHaveLength(1);
    const shared = text.slice(chunk.start.charOffset, chunks[index - 1]?.end.charOffset ?? 0);
    expect(sizeOf(shared, unit)).toBeLessThanOrEqual(overlap);
  });
}

/** A unit that grows with the text but not with every character of it. */
export function countWords(text: string): number {
  return [...text.matchAll(/\S{1,7}/gu)].length;
}

function sizeOf(text: string, unit: SplitOptions["unit"] = "bytes"): number {
  if (typeof unit === "function") return unit(text);
  return unit === "bytes" ? Buffer.byteLength(text) : text.length;
}

/** The definition of a position, without regard to speed. */
function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r(?!$)/);
  const before = text.slice(0, offset);
  const endsLine = before.endsWith("\r") && text[offset] !== "\n";
  return {
    byteOffset: Buffer.byteLength(before),
    charOffset: offset,
    line: endsLine ? lines.length + 1 : lines.length,
    column: endsLine ? 1 : (lines.at(-1) as string).length + 1,
  };
}
