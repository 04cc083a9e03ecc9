import { type Fn, fn, installedEngine } from "@coco/connectorkit";
import type { EmbeddingModel } from "./embedding-model.ts";

/** Enough that collecting costs nothing, few enough that a run that is cancelled stops within seconds. */
const MAX_BATCH_SIZE = 32;

/**
 * @internal Embeds one text: collected with others that are asked for at the same time, and kept for the whole app by
 * text and model. So a file that is renamed, or a paragraph that stands in two files, is embedded once.
 */
export const embedText: Fn<(text: string, model: EmbeddingModel) => Promise<Float32Array>> = fn(
  {
    name: "@coco/ops-transformers/embed",
    memo: "app",
    batching: true,
    maxBatchSize: MAX_BATCH_SIZE,
    logicTracking: "self",
  },
  async function embed(texts: string[], model: EmbeddingModel): Promise<readonly Float32Array[]> {
    const vectors = await model.embed(texts);
    installedEngine()?.count("texts embedded", texts.length);
    return vectors;
  },
);
