import { createReadStream, existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fingerprint } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { realModel, TemporaryFolder } from "./real-model.fixture.ts";
import { TransformersEmbedder } from "./transformers-embedder.ts";

const MODEL = "Xenova/all-MiniLM-L6-v2";

let hub: Server;
let asked: string[];

// A hub of our own: the library's real downloader asks it for the real files.
beforeEach(async () => {
  const model = await realModel();
  const weights = model.dtype === "fp32" ? "onnx/model.onnx" : "onnx/model_quantized.onnx";
  asked = [];
  hub = createServer((request, response) => {
    const file = (request.url ?? "").replace(`/${MODEL}/resolve/main/`, "");
    asked.push(file);
    const path = join(model.folder, file === "onnx/model.onnx" ? weights : file);
    if (file.startsWith("/") || !existsSync(path)) response.writeHead(404).end();
    else createReadStream(path).pipe(response.writeHead(200));
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("HF_ENDPOINT", `http://127.0.0.1:${(hub.address() as AddressInfo).port}`);
  vi.stubEnv("COCO_MODEL_DIR", "");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  hub.closeAllConnections();
  await new Promise((resolve) => hub.close(resolve));
});

describe.each(["huggingface", "xenova"] as const)("a model fetched with %s", (library) => {
  it("is the one in full precision, is fetched once, and is there offline afterwards", async () => {
    using folder = new TemporaryFolder();
    const options = { library, cacheDir: folder.path };
    await using embedder = new TransformersEmbedder(MODEL, options);
    const [schema, vector] = await Promise.all([embedder.vectorSchema, embedder.embed("a text")]);
    expect(schema).toMatchObject({ dims: 384 });
    expect(vector.length).toBe(384);
    expect(asked.filter((file) => file.endsWith(".onnx"))).toEqual(["onnx/model.onnx"]);
    expect(readdirSync(folder.path).filter((name) => name.startsWith(".incoming"))).toEqual([]);

    asked = [];
    await using again = new TransformersEmbedder(MODEL, { ...options, allowDownload: false });
    expect(await again.embed("a text")).toEqual(vector);
    expect(asked).toEqual([]);
  });
});

describe("a model that has to be fetched", () => {
  it("is an error that names the hub's answer, and leaves nothing behind", async () => {
    using folder = new TemporaryFolder();
    const embedder = new TransformersEmbedder("nobody/nothing", { cacheDir: folder.path });
    await expect(embedder.vectorSchema).rejects.toMatchObject({
      code: "MODEL_MISSING",
      message: expect.stringMatching(/fetching it from the hub failed: .*nobody\/nothing/),
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("is an error for a memo key too when there is no connection", () => {
    using folder = new TemporaryFolder();
    vi.stubEnv("HF_ENDPOINT", "http://127.0.0.1:1");
    const embedder = new TransformersEmbedder(MODEL, { cacheDir: folder.path });
    expect(() => fingerprint(embedder)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: "MODEL_MISSING" }) }),
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
