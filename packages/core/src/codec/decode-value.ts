import { byteTextIn } from "../internal/byte-text.ts";
import { UndecodableValueError } from "./undecodable-value-error.ts";
import { ValueDecoder } from "./value-decoder.ts";
import { formatVersion, tags } from "./value-tags.ts";

const NOT_SHORT = Symbol("not short");

/**
 * Gives back the value that `encodeValue` was given: a new one each time, which shares nothing with the bytes.
 *
 * @throws UndecodableValueError when the bytes are damaged, of another format, or of a codec that is not registered in
 * this version.
 */
export function decodeValue(bytes: Uint8Array): unknown {
  const short = shortValue(bytes, 0, bytes.length);
  return short === NOT_SHORT ? decodeWhole(bytes) : short;
}

/** The same of a part of the bytes. */
export function decodeValueIn(bytes: Uint8Array, start: number, end: number): unknown {
  const short = shortValue(bytes, start, end);
  return short === NOT_SHORT ? decodeWhole(bytes.subarray(start, end)) : short;
}

function decodeWhole(bytes: Uint8Array): unknown {
  try {
    return new ValueDecoder(bytes).decode();
  } catch (error) {
    throw new UndecodableValueError(error instanceof Error ? error.message : String(error), error);
  }
}

/** The short way for what most versions of items and many tracking records are: short texts, small numbers, nothing. */
function shortValue(bytes: Uint8Array, start: number, end: number): unknown {
  if (bytes[start] !== formatVersion || end - start < 2) return NOT_SHORT;
  const tag = bytes[start + 1] as number;
  if (tag >= tags.smallString && tag < tags.smallInteger)
    return end - start === tag - tags.smallString + 2 ? byteTextIn(bytes, start + 2, end) : NOT_SHORT;
  if (end - start > 2) return NOT_SHORT;
  if (tag >= tags.smallInteger) return tag - tags.smallInteger;
  switch (tag) {
    case tags.undefined:
      return undefined;
    case tags.null:
      return null;
    case tags.false:
      return false;
    case tags.true:
      return true;
    default:
      return NOT_SHORT;
  }
}
