import type { RowValues } from "./encode-rows.ts";

/** About how many bytes a row takes: batches are cut by it, so a guess within a factor of two will do. */
export function rowBytes(row: RowValues): number {
  let bytes = 0;
  for (const value of Object.values(row)) {
    if (typeof value === "string") bytes += value.length;
    else if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else bytes += 8;
  }
  return bytes;
}
