export type { EmbeddingModel, ModelOrigin } from "./embedding-model.ts";
export { type FindOptions, findEmbeddingModel } from "./find-embedding-model.ts";
export { ModelSettingError } from "./model-setting-error.ts";
