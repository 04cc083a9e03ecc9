import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findEmbeddingModel } from "./find-embedding-model.ts";

let folder: string;
let server: Server;
let asked: string[];
let serve: (file: string) => string | undefined;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "coco model "));
  asked = [];
  serve = () => undefined;
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const content = serve(request.url ?? "");
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const hubAddress = (file: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${file}`;

/** A machine with no pip and an empty cache. */
function machine(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { XDG_CACHE_HOME: path.join(folder, "cache"), PATH: path.join(folder, "no programs"), ...more };
}

function putModel(place: string, weights: string): void {
  mkdirSync(path.join(place, "onnx"), { recursive: true });
  for (const file of ["config.json", "tokenizer.json", "tokenizer_config.json", weights])
    writeFileSync(path.join(place, file), "{}");
}

describe("the embedding model", () => {
  it("is the one in the given folder, whatever the cache holds", async () => {
    putModel(path.join(folder, "given"), "onnx/model.onnx");
    putModel(path.join(folder, "cache/coco/models/Xenova/all-MiniLM-L6-v2"), "onnx/model_quantized.onnx");
    const model = await findEmbeddingModel({
      environment: machine({ COCO_MODEL_DIR: path.join(folder, "given") }),
      hubAddress,
    });
    expect(model).toEqual({
      name: "Xenova/all-MiniLM-L6-v2",
      folder: path.join(folder, "given"),
      dtype: "fp32",
      origin: "given folder",
    });
  });

  it("is an error when the given folder holds none: it is not looked for elsewhere", async () => {
    putModel(path.join(folder, "cache/coco/models/Xenova/all-MiniLM-L6-v2"), "onnx/model.onnx");
    await expect(findEmbeddingModel({ environment: machine({ COCO_MODEL_DIR: folder }), hubAddress })).rejects.toThrow(
      "COCO_MODEL_DIR",
    );
  });

  it("is taken from the cache with nothing asked of anyone", async () => {
    putModel(path.join(folder, "cache/coco/models/Xenova/all-MiniLM-L6-v2"), "onnx/model_quantized.onnx");
    const model = await findEmbeddingModel({ environment: machine(), hubAddress });
    expect(model).toMatchObject({ dtype: "q8", origin: "cache" });
    expect(asked).toEqual([]);
  });

  it("is missing, and both reasons are told, when it is nowhere to be had", async () => {
    const lines: string[] = [];
    const model = await findEmbeddingModel({ environment: machine(), hubAddress, report: (line) => lines.push(line) });
    expect(model).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining("404"), expect.stringContaining("no pip")]);
  });

  it("is refused when the hub serves other bytes, and nothing half-written stays", async () => {
    serve = () => "other bytes";
    const lines: string[] = [];
    await expect(
      findEmbeddingModel({ environment: machine(), hubAddress, report: (line) => lines.push(line) }),
    ).resolves.toBeUndefined();
    expect(lines[0]).toContain("sha256");
    expect(readdirSync(path.join(folder, "cache/coco/models/Xenova"))).toEqual([]);
  });

  it("is not fetched when that is switched off, and the reason is told", async () => {
    const lines: string[] = [];
    const environment = machine({ COCO_MODEL_DOWNLOAD: "never" });
    await expect(
      findEmbeddingModel({ environment, hubAddress, report: (line) => lines.push(line) }),
    ).resolves.toBeUndefined();
    expect(asked).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/not in the cache \(.*coco.models\).*COCO_MODEL_DOWNLOAD=never/)]);
  });

  it("is not looked for when the setting is one that nobody knows", async () => {
    putModel(path.join(folder, "cache/coco/models/Xenova/all-MiniLM-L6-v2"), "onnx/model.onnx");
    const environment = machine({ COCO_MODEL_DOWNLOAD: "no" });
    await expect(findEmbeddingModel({ environment, hubAddress })).rejects.toThrow(
      /COCO_MODEL_DOWNLOAD is "no", which is not known.*"never"/,
    );
  });
});
