import { decodeKeyPath, encodeKeyAfter, encodeKeyPath, formatKeyPath, type StableKey } from "@coco/connectorkit";

/** Where a component stands: stable keys from the root. The root's own path is empty. */
export type ComponentPath = readonly StableKey[];

/**
 * The key of a component in the store: the number of parts (two bytes), then the parts. So the components of one
 * level, those that differ in the last part alone, stand side by side, apart from what lies beneath them.
 */
export function componentKey(path: ComponentPath): Uint8Array {
  return withDepth(path.length, encodeKeyPath(path));
}

/** The path in a stored key; `undefined` for bytes that are no key. */
export function pathIfReadable(key: Uint8Array): ComponentPath | undefined {
  try {
    return pathOfKey(key);
  } catch {
    return undefined;
  }
}

/** The path that a component's key stands for. */
export function pathOfKey(key: Uint8Array): ComponentPath {
  return decodeKeyPath(key.subarray(DEPTH_BYTES));
}

/** A component's key as it sorts by path: each component before those beneath it, and those before its later siblings. */
export function pathOrder(key: Uint8Array): Uint8Array {
  return key.subarray(DEPTH_BYTES);
}

/** The keys of the components whose paths this one's begins with, nearest first, the root last. */
export function* keysAbove(key: Uint8Array): Generator<Uint8Array> {
  const path = pathOfKey(key);
  for (let length = path.length - 1; length >= 0; length--) yield componentKey(path.slice(0, length));
}

/** What the keys of all components begin with whose paths are `level` and one part more. */
export function levelPrefix(level: ComponentPath): Uint8Array {
  return withDepth(level.length + 1, encodeKeyPath(level));
}

/** The key of the component at `level` and one part more, from the level's prefix. */
export function keyInLevel(prefix: Uint8Array, part: StableKey): Uint8Array {
  return encodeKeyAfter(prefix, part);
}

export function formatPath(path: ComponentPath): string {
  return path.length === 0 ? "/" : formatKeyPath(path);
}

const DEPTH_BYTES = 2;

function withDepth(depth: number, encoded: Uint8Array): Uint8Array {
  const key = Buffer.allocUnsafe(DEPTH_BYTES + encoded.length);
  key.writeUInt16BE(depth, 0);
  key.set(encoded, DEPTH_BYTES);
  return key;
}
