import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, toHex } from "@coco/connectorkit";
import { beforeAll, describe, expect, it } from "vitest";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";
import { realModel, TemporaryFolder } from "./real-model.fixture.ts";
import { TransformersEmbedder } from "./transformers-embedder.ts";

const MODEL = "Xenova/all-MiniLM-L6-v2";
let modelDir: string;
let weights: string;

beforeAll(async () => {
  const model = await realModel();
  modelDir = model.folder;
  weights = model.dtype === "fp32" ? "onnx/model.onnx" : "onnx/model_quantized.onnx";
});

function keyOf(options: TransformersEmbedderOptions, model: string = MODEL): string {
  return toHex(fingerprint(new TransformersEmbedder(model, { modelDir, ...options })));
}

describe("the memo key of an embedder", () => {
  it("is the same for the same model in another folder, and for settings that say what holds anyway", async () => {
    using folder = new TemporaryFolder();
    const moved = folder.linkModel(await realModel(), "elsewhere");
    expect(keyOf({ modelDir: moved, cacheDir: folder.path })).toBe(keyOf({}));
    expect(keyOf({ pooling: "mean", normalize: true, maxLength: 256, prefix: {} })).toBe(keyOf({}));
    expect(keyOf({ library: "xenova", threads: 1, allowDownload: false })).toBe(keyOf({}));
  });

  it("changes with everything that changes vectors", () => {
    const variants: readonly TransformersEmbedderOptions[] = [
      {},
      { pooling: "cls" },
      { normalize: false },
      { maxLength: 128 },
      { prefix: { query: "query: " } },
      { prefix: { passage: "query: " } },
    ];
    const keys = [...variants.map((options) => keyOf(options)), keyOf({}, "Xenova/another-name")];
    expect(new Set(keys).size).toBe(variants.length + 1);
  });

  it("changes with the bytes of weights, tokenizer and configuration, whatever their names and sizes", async () => {
    using folder = new TemporaryFolder();
    const changed = folder.linkModel(await realModel(), "changed");
    rmSync(join(changed, "onnx"));
    mkdirSync(join(changed, "onnx"));
    copyFileSync(join(modelDir, weights), join(changed, weights));
    const options = { modelDir: changed, cacheDir: folder.path };
    expect(keyOf(options)).toBe(keyOf({}));
    for (const file of [weights, "tokenizer.json", "config.json"]) {
      const before = keyOf(options);
      writeFileSync(join(changed, file), " ", { flag: "a" });
      expect(keyOf(options)).not.toBe(before);
    }
  });

  it("and the schema are had without loading a library or the weights", async () => {
    // A process of its own, that lists what was loaded in the end.
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const { TransformersEmbedder } = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
      const { fingerprint } = await import(${JSON.stringify(import.meta.resolve("@coco/connectorkit"))});
      const embedder = new TransformersEmbedder(${JSON.stringify(MODEL)}, ${JSON.stringify({ modelDir })});
      fingerprint(embedder);
      const { dims } = await embedder.vectorSchema;
      console.log(JSON.stringify({ dims, loaded, native: process.report.getReport().sharedObjects }));`;
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
    expect(child.stderr).toBe("");
    const { dims, loaded, native } = JSON.parse(child.stdout) as Record<"loaded" | "native", string[]> & {
      dims: number;
    };
    expect(dims).toBe(384);
    expect(loaded.some((url) => url.endsWith("transformers-embedder.ts"))).toBe(true);
    expect([...loaded, ...native].filter((name) => /node_modules|onnxruntime|sharp/.test(name))).toEqual([]);
  });
});
