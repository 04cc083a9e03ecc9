import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EmbedderError } from "./embedder-error.ts";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";
import { realModel, TemporaryFolder } from "./real-model.fixture.ts";
import { TransformersEmbedder } from "./transformers-embedder.ts";

const MODEL = "Xenova/all-MiniLM-L6-v2";

afterEach(() => vi.unstubAllEnvs());

/** The error with which the schema is refused. */
async function refusal(options: TransformersEmbedderOptions): Promise<EmbedderError> {
  const error: unknown = await new TransformersEmbedder(MODEL, options).vectorSchema.catch((thrown: unknown) => thrown);
  if (!EmbedderError.isInstance(error)) throw new Error(`expected an EmbedderError, got ${String(error)}`);
  return error;
}

describe("a model that is not here", () => {
  it("is an error that says where it was looked for and how to get it", async () => {
    using folder = new TemporaryFolder();
    vi.stubEnv("COCO_MODEL_DIR", "");
    const error = await refusal({ cacheDir: folder.path, allowDownload: false });
    expect(error.code).toBe("MODEL_MISSING");
    expect(error.message).toContain(`${join(folder.path, MODEL)} (no config.json)`);
    expect(error.message).toContain("allowDownload");
    expect(error.hint).toContain("COCO_MODEL_DIR");
  });

  it("is not fetched where a folder was given, as an option or in the environment", async () => {
    using folder = new TemporaryFolder();
    expect((await refusal({ modelDir: folder.path })).message).toContain("a folder is given");
    vi.stubEnv("COCO_MODEL_DIR", join(folder.path, "wrong"));
    const error = await refusal({ cacheDir: folder.path });
    expect(error.message).toContain("a folder is given");
    expect(error.message).toContain(join(folder.path, "wrong"));
  });

  it("is not fetched as q8, and says why", async () => {
    using folder = new TemporaryFolder();
    vi.stubEnv("COCO_MODEL_DIR", "");
    expect((await refusal({ cacheDir: folder.path, dtype: "q8" })).message).toContain("quantized dynamically");
  });

  it("is the same error for a text and for a memo key", async () => {
    using folder = new TemporaryFolder();
    const embedder = new TransformersEmbedder(MODEL, { modelDir: folder.path });
    await expect(embedder.embed("text")).rejects.toMatchObject({ code: "MODEL_MISSING" });
    await expect(embedder.embedQuery("text")).rejects.toMatchObject({ code: "MODEL_MISSING" });
  });
});

describe("a model's folder", () => {
  it("is found by name under a root, by option, in the environment and in the cache of the user", async () => {
    using folder = new TemporaryFolder();
    vi.stubEnv("COCO_MODEL_DIR", "");
    folder.linkModel(await realModel(), join("coco/models", MODEL));
    const root = join(folder.path, "coco/models");
    expect(await new TransformersEmbedder(MODEL, { modelDir: root }).vectorSchema).toMatchObject({ dims: 384 });
    expect(await new TransformersEmbedder(MODEL, { cacheDir: root }).vectorSchema).toMatchObject({ dims: 384 });
    vi.stubEnv("XDG_CACHE_HOME", folder.path);
    expect(await new TransformersEmbedder(MODEL).vectorSchema).toMatchObject({ dims: 384 });
    vi.stubEnv("XDG_CACHE_HOME", join(folder.path, "empty"));
    vi.stubEnv("COCO_MODEL_DIR", join(root, MODEL));
    expect(await new TransformersEmbedder(MODEL).vectorSchema).toMatchObject({ dims: 384 });
  });

  it("whose weights are quantized dynamically is taken only by whoever asks for q8", async () => {
    using folder = new TemporaryFolder();
    const modelDir = folder.linkModel(await realModel(), "model");
    rmSync(join(modelDir, "onnx"));
    mkdirSync(join(modelDir, "onnx"));
    writeFileSync(join(modelDir, "onnx/model_quantized.onnx"), "… DynamicQuantizeLinear …");
    expect((await refusal({ modelDir, cacheDir: folder.path })).message).toContain("quantized dynamically");
    const asked = new TransformersEmbedder(MODEL, { modelDir, cacheDir: folder.path, dtype: "q8" });
    expect(await asked.vectorSchema).toMatchObject({ dims: 384 });
  });

  it("with a file that is missing, cut off or of another model is an error that names it", async () => {
    using folder = new TemporaryFolder();
    const modelDir = folder.linkModel(await realModel(), "model");
    writeFileSync(join(modelDir, "config.json"), '{"hidden_size": 38');
    expect((await refusal({ modelDir })).message).toContain("config.json is not JSON");
    writeFileSync(join(modelDir, "config.json"), "{}");
    expect((await refusal({ modelDir })).code).toBe("MODEL_DIMENSIONS");
    rmSync(join(modelDir, "tokenizer.json"));
    expect((await refusal({ modelDir })).message).toContain("has no tokenizer.json");
  });

  it("whose weights cannot be read, or give vectors of another length, fails the text with its name", async () => {
    using folder = new TemporaryFolder();
    const modelDir = folder.linkModel(await realModel(), "model");
    writeFileSync(join(modelDir, "config.json"), '{"model_type": "bert", "hidden_size": 100}');
    const wrong = new TransformersEmbedder(MODEL, { modelDir });
    await expect(wrong.embed("text")).rejects.toThrow("vectors of 384 numbers; its config.json says 100");
    await wrong.close();
    rmSync(join(modelDir, "onnx"));
    mkdirSync(join(modelDir, "onnx"));
    writeFileSync(join(modelDir, "onnx/model.onnx"), "not weights");
    await expect(new TransformersEmbedder(MODEL, { modelDir }).embed("text")).rejects.toMatchObject({
      code: "MODEL_BROKEN",
    });
  });

  it("whose weights are newer than xenova's runtime is refused before that would end the process", async () => {
    using folder = new TemporaryFolder();
    const modelDir = folder.linkModel(await realModel(), "model");
    rmSync(join(modelDir, "onnx"));
    mkdirSync(join(modelDir, "onnx"));
    const embedder = new TransformersEmbedder(MODEL, { modelDir, library: "xenova" });
    writeFileSync(join(modelDir, "onnx/model.onnx"), Buffer.of(0x08, 10, 0x12));
    await expect(embedder.embed("text")).rejects.toMatchObject({ code: "MODEL_FORMAT" });
    writeFileSync(join(modelDir, "onnx/model.onnx"), "not weights");
    await expect(embedder.embed("text")).rejects.toMatchObject({ code: "MODEL_BROKEN" });
  });

  it("that takes fewer tokens than asked for is an error", async () => {
    const { folder } = await realModel();
    expect((await refusal({ modelDir: folder, maxLength: 1000 })).message).toContain("takes 512 tokens");
  });
});

describe("a name or an option that makes no sense", () => {
  it("is refused when the embedder is made", () => {
    for (const name of ["", "a/b/c", "./models/minilm", "/models/minilm", "a b", "..", undefined as never]) {
      expect(() => new TransformersEmbedder(name)).toThrow("is not the name of a model");
    }
    const wrong: readonly object[] = [
      { libary: "xenova" },
      { library: "tensorflow" },
      { dtype: "q4" },
      { pooling: "max" },
      { maxLength: 0 },
      { threads: 1.5 },
      { normalize: "yes" },
      { prefix: "query: " },
      { prefix: { passages: "" } },
      { modelDir: "" },
    ];
    for (const options of wrong) {
      const [name = ""] = Object.keys(options);
      expect(() => new TransformersEmbedder(MODEL, options)).toThrow(`option "${name}"`);
    }
  });
});
