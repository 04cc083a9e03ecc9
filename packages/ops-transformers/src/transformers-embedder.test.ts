import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Library } from "./embedder-options.ts";
import { realModel } from "./real-model.fixture.ts";
import { TransformersEmbedder } from "./transformers-embedder.ts";

const MODEL = "Xenova/all-MiniLM-L6-v2";

const embedders = new Map<Library, TransformersEmbedder>();

beforeAll(async () => {
  const { folder } = await realModel();
  for (const library of ["huggingface", "xenova"] as const) {
    embedders.set(library, new TransformersEmbedder(MODEL, { library, modelDir: folder }));
  }
});

afterAll(async () => {
  for (const embedder of embedders.values()) await embedder.close();
});

function embedderOf(library: Library): TransformersEmbedder {
  return embedders.get(library) as TransformersEmbedder;
}

/** Vectors of length 1: their product is the cosine. */
function cosine(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, axis) => sum + value * (right[axis] ?? Number.NaN), 0);
}

const TEXTS: readonly string[] = [
  "How do I restore a backup?",
  "",
  "Восстановите резервную копию. 備份還原 🗄️ café",
  "The quick brown fox jumps over the lazy dog. ".repeat(40),
  "a",
  "# Heading\n\n```ts\nconst x = 1;\n```\n",
  "\u0000\u200b\ud83d",
];

describe.each(["huggingface", "xenova"] as const)("an embedder of %s", (library) => {
  it("says the length of its vectors, and gives vectors of that length and of norm 1", async () => {
    const embedder = embedderOf(library);
    expect(await embedder.vectorSchema).toEqual({ dtype: "float32", dims: 384 });
    for (const text of TEXTS) {
      const vector = await embedder.embed(text);
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector.length).toBe(384);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it("puts sentences of like meaning close to each other, and others apart", async () => {
    const embedder = embedderOf(library);
    const [question, answer, other] = await Promise.all([
      embedder.embedQuery("How do I restore a backup?"),
      embedder.embed("To bring back your saved data, run the recovery command with the archive's name."),
      embedder.embed("The recipe needs two eggs, flour and a pinch of salt."),
    ]);
    expect(cosine(question, answer)).toBeGreaterThan(0.4);
    expect(cosine(question, other)).toBeLessThan(0.15);
  });

  it("gives a text the same vector, bit by bit, whatever else is embedded with it", async () => {
    const embedder = embedderOf(library);
    const together = await Promise.all(TEXTS.map((text) => embedder.embed(text)));
    const backwards = await Promise.all(TEXTS.toReversed().map((text) => embedder.embed(text)));
    for (const [index, text] of TEXTS.entries()) {
      const alone = await embedder.embed(text);
      expect(together[index]).toEqual(alone);
      expect(backwards.at(-1 - index)).toEqual(alone);
    }
  });

  it("leaves out what goes beyond the longest length", async () => {
    const embedder = embedderOf(library);
    const [long, longer, short] = await Promise.all([
      embedder.embed("word ".repeat(300)),
      embedder.embed(`${"word ".repeat(300)}and something else at the end`),
      embedder.embed("word and something else at the end"),
    ]);
    expect(longer).toEqual(long);
    expect(short).not.toEqual(long);
  });

  it("refuses what is not a string", async () => {
    await expect(embedderOf(library).embed(undefined as never)).rejects.toThrow("was given undefined, not a string");
    await expect(embedderOf(library).embedQuery(null as never)).rejects.toMatchObject({ code: "TEXT_NOT_STRING" });
  });
});

describe("embedders", () => {
  it("agree to 1e-5, whichever library runs the model", async () => {
    for (const text of TEXTS) {
      const [one, other] = await Promise.all([embedderOf("huggingface").embed(text), embedderOf("xenova").embed(text)]);
      for (const [axis, value] of one.entries())
        expect(Math.abs(value - (other[axis] ?? Number.NaN))).toBeLessThan(1e-5);
    }
  });

  it("put their prefixes before queries and passages", async () => {
    const { folder } = await realModel();
    await using embedder = new TransformersEmbedder(MODEL, {
      modelDir: folder,
      prefix: { query: "query: ", passage: "passage: " },
    });
    const plain = embedderOf("huggingface");
    expect(await embedder.embed("backup")).toEqual(await plain.embed("passage: backup"));
    expect(await embedder.embedQuery("backup")).toEqual(await plain.embed("query: backup"));
  });

  it("follow their settings: first token instead of the mean, no normalization, another longest length", async () => {
    const { folder } = await realModel();
    const settings = { modelDir: folder, threads: 1 };
    await using first = new TransformersEmbedder(MODEL, { ...settings, pooling: "cls", normalize: false });
    await using short = new TransformersEmbedder(MODEL, { ...settings, maxLength: 4 });
    const plain = embedderOf("huggingface");
    const vector = await first.embed("restore a backup");
    expect(cosine(vector, vector)).not.toBeCloseTo(1, 1);
    expect(await short.embed("restore a backup")).toEqual(await short.embed("restore a house"));
    expect(await plain.embed("restore a backup")).not.toEqual(await plain.embed("restore a house"));
  });

  it("finish what is running when they are closed, and refuse what comes later", async () => {
    const { folder } = await realModel();
    const embedder = new TransformersEmbedder(MODEL, { modelDir: folder });
    const running = embedder.embed("still running");
    // The text must have reached the model before it is closed.
    await embedder.embed("and done");
    const another = embedder.embedQuery("asked for before the end");
    await new Promise(setImmediate);
    await embedder.close();
    expect((await running).length).toBe(384);
    expect((await another).length).toBe(384);
    await expect(embedder.embedQuery("too late")).rejects.toMatchObject({ code: "EMBEDDER_CLOSED" });
    await embedder.close();
  });
});
