import type { SparseVector } from "@coco/connectorkit";
import type { RowValues } from "./encode-point.ts";

/** About how many bytes of JSON a row takes: requests are cut by it. */
export function rowBytes(row: RowValues): number {
  return Object.values(row).reduce<number>((sum, value) => sum + 16 + valueBytes(value), 0);
}

/** A number of 32 bits as it is written, with its comma. */
const NUMBER = 13;

function valueBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Float32Array) return value.length * NUMBER;
  if (value instanceof Uint8Array) return (value.length * 4) / 3;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + NUMBER + valueBytes(each), 0);
  if (typeof value !== "object" || value === null || value instanceof Date) return NUMBER;
  if ("indices" in value && value.indices instanceof Uint32Array)
    return (value as SparseVector).indices.length * 2 * NUMBER;
  return JSON.stringify(value).length;
}
