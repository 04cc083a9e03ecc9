import { closeSync, openSync, readSync } from "node:fs";
import { EmbedderError } from "./embedder-error.ts";

/** An ONNX file begins with field 1, a number: the version of its format. */
const FIELD_1_NUMBER = 0x08;
/** What the runtime of `@xenova/transformers` reads. Given another, it falls back to one that ends the process. */
const NEWEST_FOR_XENOVA = 8;

/** Refuses weights that `@xenova/transformers` cannot read, before it tries. */
export function checkFormatForXenova(weights: string): void {
  const start = new Uint8Array(2);
  const file = openSync(weights, "r");
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  const [field, version = 0] = start;
  if (field !== FIELD_1_NUMBER) {
    throw new EmbedderError(`${weights} is no ONNX model.`, {
      code: "MODEL_BROKEN",
      hint: "The file was cut off or replaced: delete the model's folder and fetch it again.",
    });
  }
  if (version > NEWEST_FOR_XENOVA) {
    throw new EmbedderError(
      `${weights} is in ONNX format version ${version}; @xenova/transformers reads versions up to ${NEWEST_FOR_XENOVA}.`,
      { code: "MODEL_FORMAT", hint: "Install @huggingface/transformers, which reads it." },
    );
  }
}
