// An embedder that needs no model, for tests that are not about meaning: the same text has the same vector, on any machine.
import { createHash } from "node:crypto";
import { type Embedder, fn, installedEngine, registerMemoKey, type VectorSchema, vectorSchema } from "@coco/core";

const DIMENSIONS = 16;

const embedWords = fn({ memo: "app" }, async function embedWords(text: string, model: string): Promise<Float32Array> {
  if (text.includes("EXPLODE")) throw new Error("the embedder cannot take this text");
  installedEngine()?.count("texts embedded", 1);
  return vectorOf(text, model);
});

function vectorOf(text: string, model: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const place = createHash("sha256").update(`${model} ${word}`).digest().readUInt32LE(0) % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

export class WordEmbedder implements Embedder {
  static {
    registerMemoKey(WordEmbedder, (embedder) => [embedder.model]);
  }

  readonly model: string;
  readonly vectorSchema: VectorSchema = vectorSchema(DIMENSIONS);

  constructor(model: string) {
    this.model = model;
  }

  async embed(text: string): Promise<Float32Array> {
    return embedWords(text, this.model);
  }
}
