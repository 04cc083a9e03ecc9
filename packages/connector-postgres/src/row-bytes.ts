import type { RowValues } from "./encode-rows.ts";

/** About how many bytes a row takes: batches are cut by it, so a guess within a factor of two will do. */
export function rowBytes(row: RowValues): number {
  let bytes = 0;
  for (const value of Object.values(row)) bytes += bytesOf(value);
  return bytes;
}

function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + bytesOf(item), 8);
  if (typeof value !== "object" || value === null) return 8;
  return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + bytesOf(item), 8);
}
