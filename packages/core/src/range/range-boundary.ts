/** A range has 64 components on the average, */
const BITS = 6;
/** and at most so many: keys that are alike in all that counts here would make one range of a level. */
export const MOST_ITEMS = 256;

/**
 * Whether a range begins with the component of this key. It hangs on nothing but the key, so that a component which comes or
 * goes changes the range that it lies in, and no other (content-defined chunking; the hash is FNV-1a).
 */
export function beginsRange(key: Uint8Array): boolean {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ (key[index] as number), 0x01000193);
  return hash >>> (32 - BITS) === 0; // a lower bit hangs on no more than the lower bits of the bytes
}
