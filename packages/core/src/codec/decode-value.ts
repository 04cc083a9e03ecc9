import { UndecodableValueError } from "./undecodable-value-error.ts";
import { ValueDecoder } from "./value-decoder.ts";

/**
 * Gives back the value that `encodeValue` was given: a new one each time, which shares nothing with the bytes.
 *
 * @throws UndecodableValueError when the bytes are damaged, of another format, or of a codec that is not registered in
 * this version.
 */
export function decodeValue(bytes: Uint8Array): unknown {
  try {
    return new ValueDecoder(bytes).decode();
  } catch (error) {
    throw new UndecodableValueError(error instanceof Error ? error.message : String(error), error);
  }
}
