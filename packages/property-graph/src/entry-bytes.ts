import type { Values } from "./graph-changes.ts";

/** About how many bytes values take on the way to a store. */
export function entryBytes(values: Values): number {
  return Object.values(values).reduce<number>((sum, value) => sum + 8 + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === "string") return value.length * 2;
  // Each number of a vector travels as one of 64 bits.
  if (value instanceof Float32Array) return value.length * 9;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 8 + valueBytes(one), 0);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return entryBytes(value as Values);
  }
  return 16;
}
