import type { RowValues } from "./encode-row.ts";

/** About how many bytes of JSON a row takes: batches are cut by it. */
export function rowBytes(row: RowValues): number {
  return Object.values(row).reduce<number>((sum, value) => sum + 16 + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (ArrayBuffer.isView(value)) return (value.byteLength * 4) / 3;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 4 + valueBytes(each), 0);
  if (typeof value !== "object" || value === null || value instanceof Date) return 16;
  return JSON.stringify(value).length;
}
