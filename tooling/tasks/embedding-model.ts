import { type EmbeddingModel, findEmbeddingModel } from "../model/src/index.ts";

/** The embedding model, fetched once if need be; says where it came from, or that there is none. */
export async function embeddingModel(): Promise<EmbeddingModel | undefined> {
  const started = performance.now();
  const reasons: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reasons.push(line) });
  const seconds = `(${((performance.now() - started) / 1000).toFixed(1)} s)`;
  if (model !== undefined) {
    console.log(`• embedding model ${model.name}, ${model.dtype}, from the ${model.origin} ${seconds}`);
  } else {
    console.log(`• no embedding model could be had ${seconds}:${reasons.map((line) => `\n    ${line}`).join("")}`);
  }
  return model;
}
