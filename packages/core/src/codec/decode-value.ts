import { byteTextIn } from "../internal/byte-text.ts";
import { UndecodableValueError } from "./undecodable-value-error.ts";
import { ValueDecoder } from "./value-decoder.ts";
import { formatVersion, tags } from "./value-tags.ts";

/**
 * Gives back the value that `encodeValue` was given: a new one each time, which shares nothing with the bytes.
 *
 * @throws UndecodableValueError when the bytes are damaged, of another format, or of a codec that is not registered in
 * this version.
 */
export function decodeValue(bytes: Uint8Array): unknown {
  const text = smallText(bytes, 0, bytes.length);
  if (text !== undefined) return text;
  try {
    return new ValueDecoder(bytes).decode();
  } catch (error) {
    throw new UndecodableValueError(error instanceof Error ? error.message : String(error), error);
  }
}

/** The same of a part of the bytes. */
export function decodeValueIn(bytes: Uint8Array, start: number, end: number): unknown {
  return smallText(bytes, start, end) ?? decodeValue(bytes.subarray(start, end));
}

/** The short way for what most versions of items are. */
function smallText(bytes: Uint8Array, start: number, end: number): string | undefined {
  const length = (bytes[start + 1] as number) - tags.smallString;
  const isSmall = bytes[start] === formatVersion && length >= 0 && length < tags.smallInteger - tags.smallString;
  return isSmall && end - start === length + 2 ? byteTextIn(bytes, start + 2, end) : undefined;
}
