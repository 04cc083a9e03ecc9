import { ValueEncoder } from "./value-encoder.ts";

/** Kept between calls for its buffer; away while a codec, called by it, encodes a value of its own. */
let idle: ValueEncoder | undefined;

/**
 * Encodes a value so that {@link decodeValue} gives an equal one back (rule M10).
 *
 * These come back as they were, also inside each other, shared and in cycles: `undefined`, `null`, booleans, numbers,
 * bigints, strings, plain objects, arrays, Map, Set, Date, RegExp, URL, the errors of the language, typed arrays, Buffer,
 * DataView and ArrayBuffer (each with its own bytes in a buffer of its own), `Uuid`, and instances of classes with a
 * registered codec. Not kept: whether an object is frozen, and getters, which are read.
 *
 * @param where - what the value is of, for the message: "function indexFile".
 * @param root - what the value is called in the path to the part of it. Default "result".
 * @throws ValueNotStorableError for anything else; it names `where` and the part of the value.
 */
export function encodeValue(value: unknown, where: string, root = "result"): Uint8Array {
  const encoder = idle ?? new ValueEncoder();
  idle = undefined;
  try {
    return encoder.encode(value, where, root);
  } finally {
    idle = encoder;
  }
}
