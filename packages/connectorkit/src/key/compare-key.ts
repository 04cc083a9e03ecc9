import { encodeKey } from "./encode-key.ts";
import type { StableKey } from "./stable-key.ts";

/** Compares two encoded keys or paths: negative, zero or positive, as `Array.prototype.sort` wants. */
export function compareEncodedKeys(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/**
 * Compares two keys in the order of their kinds, then by value (strings by UTF-8 bytes, bytes and tuples item by item,
 * the shorter first).
 * @throws KeyError (`KEY_INVALID`) when one of them is not a key.
 */
export function compareKeys(a: StableKey, b: StableKey): number {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return (a as number) - (b as number);
  return Buffer.compare(encodeKey(a), encodeKey(b));
}

/**
 * Whether two values are the same key: `1` and `1n` are, and so are two arrays of equal bytes or parts.
 * @throws KeyError (`KEY_INVALID`) when one of them is not a key.
 */
export function equalKeys(a: StableKey, b: StableKey): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b;
  return compareKeys(a, b) === 0;
}
