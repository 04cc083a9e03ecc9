export type ModelOrigin = "given folder" | "cache" | "model hub" | "Python package index";

/** A model on this machine, ready to load. */
export interface EmbeddingModel {
  /** The name under which the hub has it. */
  readonly name: string;
  /** Absolute; holds `config.json`, `tokenizer.json` and `onnx/`. */
  readonly folder: string;
  /** The weights that are there: `onnx/model.onnx` is "fp32", `onnx/model_quantized.onnx` is "q8". */
  readonly dtype: "fp32" | "q8";
  readonly origin: ModelOrigin;
}

export const MODEL_NAME: string = "Xenova/all-MiniLM-L6-v2";
