import { existsSync } from "node:fs";
import path from "node:path";
import { type EmbeddingModel, MODEL_NAME, type ModelOrigin } from "./embedding-model.ts";

const NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json"];

/** The model in a folder, or in the folder of models that it is; undefined when there is none, or only a part. */
export function modelIn(folder: string, origin: ModelOrigin): EmbeddingModel | undefined {
  for (const candidate of [folder, path.join(folder, MODEL_NAME)]) {
    if (!NEEDED.every((file) => existsSync(path.join(candidate, file)))) continue;
    const common = { name: MODEL_NAME, folder: path.resolve(candidate), origin };
    if (existsSync(path.join(candidate, "onnx", "model.onnx"))) return { ...common, dtype: "fp32" };
    if (existsSync(path.join(candidate, "onnx", "model_quantized.onnx"))) return { ...common, dtype: "q8" };
  }
  return undefined;
}
