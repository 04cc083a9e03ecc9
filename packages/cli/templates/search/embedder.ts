import type * as coco from "@coco/core";
import { TransformersEmbedder } from "@coco/ops-transformers";

/** The model that turns texts into vectors. It runs in this process: no service, no key. Another one embeds everything again. */
export function makeEmbedder(): coco.Embedder {
  return new TransformersEmbedder("Xenova/all-MiniLM-L6-v2");
}
