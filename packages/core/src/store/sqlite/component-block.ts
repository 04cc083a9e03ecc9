import { ByteReader } from "../../internal/byte-reader.ts";
import { ByteWriter } from "../../internal/byte-writer.ts";
import { unsealed } from "../../internal/packing.ts";

/** How many components one block has a place for. */
export const BLOCK_PLACES = 64;

const FORMAT = 1;
const FORGOTTEN = 0;
const writer = new ByteWriter();
/** Holds the key that is read at present: it begins as the one before does. */
let current: Buffer = Buffer.allocUnsafeSlow(1024);

/** The keys of a block, each at its place; `undefined` for one that was forgotten. */
export type ComponentKeys = readonly (Uint8Array | undefined)[];

/** Packs keys: of each only what differs from the one before. Mostly numbers are handed out in the order of paths. */
export function packKeys(keys: ComponentKeys): Uint8Array {
  writer.start();
  writer.byte(FORMAT);
  writer.count(keys.length);
  let before: Uint8Array = new Uint8Array(0);
  for (const key of keys) {
    if (key === undefined) {
      writer.count(FORGOTTEN);
      continue;
    }
    const shared = sharedLength(before, key);
    writer.count(shared + 1);
    writer.bytesFrom(key, shared);
    before = key;
  }
  writer.checksum();
  return writer.finish();
}

/** The keys again; `undefined` where the bytes are not what was packed. */
export function readableKeys(packed: Uint8Array): ComponentKeys | undefined {
  try {
    const reader = readerOf(packed);
    const keys: (Uint8Array | undefined)[] = [];
    for (let left = reader.count(), length = 0; left > 0; left--) {
      const next = readNext(reader, length);
      keys.push(next === undefined ? undefined : Buffer.from(current.subarray(0, next)));
      length = next ?? length;
    }
    return keys;
  } catch {
    return undefined;
  }
}

/** The key at one place, without the others being made; `undefined` where there is none or it cannot be read. */
export function readableKey(packed: Uint8Array, place: number): Uint8Array | undefined {
  try {
    const reader = readerOf(packed);
    if (place >= reader.count()) return undefined;
    let length = 0;
    for (let at = 0; at < place; at++) length = readNext(reader, length) ?? length;
    const last = readNext(reader, length);
    return last === undefined ? undefined : Buffer.from(current.subarray(0, last));
  } catch {
    return undefined;
  }
}

function readerOf(packed: Uint8Array): ByteReader {
  const reader = new ByteReader(unsealed(packed));
  if (reader.byte() !== FORMAT) throw new RangeError("keys of components of another format");
  return reader;
}

/** Reads a key into `current`, where the one before of this `length` stands; gives its length. */
function readNext(reader: ByteReader, length: number): number | undefined {
  const shared = reader.count() - 1;
  if (shared < 0) return undefined;
  if (shared > length) throw new RangeError("a key shares more than there is");
  const rest = reader.bytes();
  const whole = shared + rest.length;
  if (whole > current.length) {
    const larger = Buffer.allocUnsafeSlow(whole * 2);
    current.copy(larger, 0, 0, shared);
    current = larger;
  }
  current.set(rest, shared);
  return whole;
}

function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}
