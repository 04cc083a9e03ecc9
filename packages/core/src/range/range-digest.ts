import { ByteReader } from "../internal/byte-reader.ts";
import { ByteWriter } from "../internal/byte-writer.ts";
import { unsealed } from "../internal/packing.ts";

/**
 * What a range of components of one level was when all of them were as they had been: nothing of it is looked at while
 * the source has the same items in the same versions. The store deletes it with every write to one of the components.
 */
export interface RangeDigest {
  /** The key of the component before the first one; of the first of a level what its keys begin with. */
  readonly after: Uint8Array;
  readonly last: Uint8Array;
  /** How many components there are. */
  readonly count: number;
  /** Of the items and their versions. */
  readonly digest: Uint8Array;
  /** What the components depended on. */
  readonly dependencySets: readonly number[];
}

export const DIGEST_BYTES = 16;
const LENGTH_BYTES = 4;
const writer = new ByteWriter();

/** In bytes, but for `after`, which is its key: the last key, a zero, and the rest. */
export function encodeRange({ count, dependencySets, digest, last }: RangeDigest): Uint8Array {
  writer.start();
  writer.raw(last);
  writer.byte(0);
  writer.raw(digest);
  writer.count(count);
  writer.count(dependencySets.length);
  for (const set of dependencySets) writer.count(set);
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32LE(last.length, 0);
  writer.raw(length);
  writer.checksum();
  return writer.finish();
}

/** `undefined` where the bytes cannot be read. */
export function readRange(after: Uint8Array, value: Uint8Array): RangeDigest | undefined {
  try {
    const bytes = unsealed(value);
    const { buffer, byteOffset, length } = bytes;
    const keyLength = new DataView(buffer, byteOffset + length - LENGTH_BYTES, LENGTH_BYTES).getUint32(0, true);
    const reader = new ByteReader(bytes);
    const last = reader.raw(keyLength);
    if (reader.byte() !== 0) return undefined;
    const digest = reader.raw(DIGEST_BYTES);
    const count = reader.count();
    return { after, last, count, digest, dependencySets: reader.list(() => reader.count()) };
  } catch {
    return undefined;
  }
}
