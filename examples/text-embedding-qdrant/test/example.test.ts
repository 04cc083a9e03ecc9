import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import * as qdrant from "@coco/connector-qdrant";
import { type StandIn, startQdrant } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const PAGES = path.resolve(EXAMPLE, "..", "..", "docs", "contributing");
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
const docs = path.join(folder, "docs");
let standIn: StandIn | undefined;
let client: qdrant.Connection;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  const real = process.env["QDRANT_URL"];
  standIn = real === undefined ? await startQdrant() : undefined;
  const url = real ?? standIn?.url;
  client = await qdrant.connect(url);
  environment = {
    ...process.env,
    COCO_MODEL_DIR: model.folder,
    COCO_DB: path.join(folder, "state.db"),
    QDRANT_URL: url,
    FORCE_COLOR: "0",
  };
  cpSync(path.join(EXAMPLE, "docs"), docs, { recursive: true });
}, 120_000);
afterAll(async () => {
  await run(COMMAND, "drop", "main.ts", "--yes");
  await standIn?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["--conditions=coco-source", ...args], { cwd: EXAMPLE, env: environment });
const update = (dir = docs) => run(COMMAND, "update", "main.ts", "--set", `dir=${dir}`);
const passages = async (): Promise<{ id: number | string; file: unknown }[]> => {
  const { points } = await client.scroll("passages", { limit: 1000 });
  return points.map(({ id, payload }) => ({ id, file: payload?.["file"] }));
};

describe("the example with its real model", () => {
  it("indexes its documents once", { timeout: 180_000 }, async () => {
    await update();
    const before = await passages();
    expect(new Set(before.map(({ file }) => file))).toEqual(new Set(["bicycle.md", "kitchen.md"]));
    await update();
    expect(await passages()).toEqual(before);
    const { config, payload_schema } = await client.getCollection("passages");
    expect(Object.keys(payload_schema)).toEqual(["file"]);
    expect(config.params.sparse_vectors).toEqual({ words: { modifier: "idf" } });
  });

  it.each([
    ["which tool makes a dull blade cut again?", "kitchen.md", "ceramic rod"],
    ["is it fine to hose my ride down after snow?", "bicycle.md", "pressure washer"],
    ["KR-204", "kitchen.md", "KR-204"],
  ])("a question finds the passage that answers it: %s", { timeout: 120_000 }, async (question, file, text) => {
    const { stdout } = await run("search.ts", question);
    const [best = ""] = stdout.split("\n\n\n");
    expect(stdout).toMatch(new RegExp(`^\\d\\.\\d{3}  ${file}:\\d+-\\d+\n`));
    expect(best).toContain(text);
  });

  it("follows what happens to the files", { timeout: 180_000 }, async () => {
    const before = await passages();
    renameSync(path.join(docs, "kitchen.md"), path.join(docs, "cooking.md"));
    writeFileSync(path.join(docs, "new.md"), "Bees sleep in winter.\n");
    rmSync(path.join(docs, "bicycle.md"));
    await update();
    const after = await passages();
    expect(new Set(after.map(({ file }) => file))).toEqual(new Set(["cooking.md", "new.md"]));
    expect(after.length).toBe(before.filter(({ file }) => file === "kitchen.md").length + 1);
  });

  it("answers from this repository's own pages", { timeout: 240_000 }, async () => {
    await update(PAGES);
    const { stdout } = await run("search.ts", "what must the page of a connector hold?");
    expect(stdout).toMatch(/^\d\.\d{3} {2}add-a-connector\.md:/);
  });
});
