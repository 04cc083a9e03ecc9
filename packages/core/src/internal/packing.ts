// Not the main entry: that one looks for a native addon, which takes longer than it would ever save here.
import { Packr } from "msgpackr/pack";
import { crc32 } from "./native-hash.ts";

const packr = new Packr({ useRecords: false, variableMapSize: true });
/** How long a checksum is. */
export const CHECKSUM_BYTES = 4;

/** Packs a structure of arrays, numbers, strings and bytes that the engine itself made, with a checksum. */
export function pack(value: unknown): Uint8Array {
  return sealed(packr.pack(value));
}

/** Reads what `pack` wrote. Throws on anything else: on bytes that were damaged, too. */
export function unpack(bytes: Uint8Array): unknown {
  return packr.unpack(unsealed(bytes));
}

/** The same, and `undefined` where it cannot be read. */
export function unpackIfReadable(bytes: Uint8Array): unknown {
  try {
    return unpack(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes with their checksum behind them. SQLite has none: a disk that errs would show as another value. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const whole = Buffer.allocUnsafe(bytes.length + CHECKSUM_BYTES);
  whole.set(bytes);
  whole.writeUInt32LE(crc32(bytes), bytes.length);
  return whole;
}

/** The bytes that `sealed` was given. Throws when they are not the same any more. */
export function unsealed(bytes: Uint8Array): Uint8Array {
  const length = bytes.length - CHECKSUM_BYTES;
  if (length < 0) throw new RangeError("stored bytes that are too short");
  const content = bytes.subarray(0, length);
  if (crc32(content) !== checksumAt(bytes, length)) throw new RangeError("stored bytes that are not what was written");
  return content;
}

/** Whether bytes are as `sealed` made them. */
export function isSealed(bytes: Uint8Array): boolean {
  const length = bytes.length - CHECKSUM_BYTES;
  return length >= 0 && crc32(bytes.subarray(0, length)) === checksumAt(bytes, length);
}

/** Reads the four bytes of a checksum: a view of them would cost more than the check. */
function checksumAt(bytes: Uint8Array, at: number): number {
  const byte = (index: number): number => bytes[at + index] as number;
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
}
