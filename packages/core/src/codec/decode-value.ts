import { byteText } from "../internal/byte-text.ts";
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
  const text = smallText(bytes);
  if (text !== undefined) return text;
  try {
    return new ValueDecoder(bytes).decode();
  } catch (error) {
    throw new UndecodableValueError(error instanceof Error ? error.message : String(error), error);
  }
}

/** The short way for what most versions of items are. */
function smallText(bytes: Uint8Array): string | undefined {
  const length = (bytes[1] as number) - tags.smallString;
  const isSmall = bytes[0] === formatVersion && length >= 0 && length < tags.smallInteger - tags.smallString;
  return isSmall && bytes.length === length + 2 ? byteText(bytes.subarray(2)) : undefined;
}
