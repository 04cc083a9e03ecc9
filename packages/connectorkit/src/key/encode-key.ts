import { keyProblem } from "./key-problem.ts";
import { finishKey, startKey, writeKey } from "./key-writer.ts";
import type { StableKey, StableKeyPath } from "./stable-key.ts";

/**
 * Encodes a key as bytes that sort as the keys do and that tell where they end: the encoding of a path is that of its
 * parts one after another, and one path starts with another exactly if its bytes do.
 *
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export function encodeKey(key: StableKey): Uint8Array {
  startKey();
  if (!writeKey(key)) throw keyProblem(key);
  return finishKey();
}

/**
 * Encodes a key behind bytes that stand in front of it, in one piece.
 *
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export function encodeKeyAfter(prefix: Uint8Array, key: StableKey): Uint8Array {
  startKey(prefix);
  if (!writeKey(key)) throw keyProblem(key);
  return finishKey();
}

/**
 * Encodes the parts of a path one after another; the root path has no bytes.
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and in which part.
 */
export function encodeKeyPath(parts: StableKeyPath): Uint8Array {
  startKey();
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as StableKey;
    if (!writeKey(part)) throw keyProblem(part, `Part ${index} of the path`);
  }
  return finishKey();
}
