export { EmbedderError } from "./embedder-error.ts";
export type { Dtype, Library, Pooling, Prefix, TransformersEmbedderOptions } from "./embedder-options.ts";
export { TransformersEmbedder } from "./transformers-embedder.ts";
