import * as coco from "@coco/core";
import { TransformersEmbedder } from "@coco/ops-transformers";

export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

// #region lifespan
coco.lifespan((env) => {
  const embedder = new TransformersEmbedder("Xenova/all-MiniLM-L6-v2");
  env.provide(EMBEDDER, embedder);
  env.defer(() => embedder.close());
});
// #endregion
