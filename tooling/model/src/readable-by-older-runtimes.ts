const FIELD_1_VARINT = 0x08;
const WRITTEN_VERSION = 0x0a;
const OLDEST_THAT_FITS = 0x08;

/**
 * An ONNX file begins with field 1, the version of its format. The model is marked version 10 but uses nothing newer than
 * version 8, and the runtime of @xenova/transformers refuses higher marks. So the mark is set back.
 */
export function readableByOlderRuntimes(model: Buffer): Buffer {
  if (model[0] !== FIELD_1_VARINT || model[1] !== WRITTEN_VERSION) {
    throw new Error("The model file does not begin as an ONNX file of format version 10 does.");
  }
  const copy = Buffer.from(model);
  copy[1] = OLDEST_THAT_FITS;
  return copy;
}
