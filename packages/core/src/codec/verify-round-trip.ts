import { decodeValue } from "./decode-value.ts";
import { encodeValue } from "./encode-value.ts";
import { ValueChangedError } from "./value-changed-error.ts";

/**
 * Checks that stored bytes give back the value that they were made of, what `COCO_VERIFY_MEMO=1` asks for. The second
 * comparison sees what the first does not: which objects are shared, and what a class keeps in private.
 *
 * @throws ValueChangedError when they do not.
 * @throws UndecodableValueError when they cannot be read at all.
 */
export function verifyRoundTrip(value: unknown, bytes: Uint8Array, where: string): void {
  const decoded = decodeValue(bytes);
  // Where two decodings differ too, this comparison cannot tell (invalid dates before Node 24, for one).
  const { isDeepStrictEqual } = process.getBuiltinModule("node:util");
  if (!isDeepStrictEqual(decoded, value) && isDeepStrictEqual(decodeValue(bytes), decoded)) {
    throw new ValueChangedError(where, "the decoded value is not equal to it");
  }
  if (Buffer.compare(encodeValue(decoded, where), bytes) !== 0) {
    throw new ValueChangedError(where, "the decoded value, encoded again, gives other bytes");
  }
}
