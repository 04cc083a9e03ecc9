import type { GoldenPosition } from "./compare-chunks.ts";

/** A place as the golden files give it: code points, and lines that only `\n` ends. */
export function goldenPosition(text: string, offset: number): GoldenPosition {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return {
    byte: Buffer.byteLength(before),
    char: Array.from(before).length,
    line: before.split("\n").length,
    column: Array.from(line).length + 1,
  };
}
