import { EmbedderError } from "./embedder-error.ts";

/** The error for a model that is nowhere: where it was looked for, why it was not fetched, and the ways to get it. */
export function modelMissing(model: string, refused: readonly string[], why: string, cause?: unknown): EmbedderError {
  return new EmbedderError(`The model "${model}" is not here (${why}). Tried: ${refused.join("; ")}.`, {
    code: "MODEL_MISSING",
    hint:
      "Run once with a connection; or copy the model's folder (config.json, tokenizer.json, tokenizer_config.json, " +
      "onnx/model.onnx) from another machine to the last place tried; or give its folder as `modelDir` or COCO_MODEL_DIR.",
    cause,
  });
}
