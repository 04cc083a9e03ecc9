import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import * as turbopuffer from "@coco/connector-turbopuffer";
import { type StandIn, startTurbopuffer } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const PAGES = path.resolve(EXAMPLE, "..", "..", "docs", "contributing");
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
const docs = path.join(folder, "docs");
let standIn: StandIn | undefined;
let client: turbopuffer.Connection;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  const key = process.env["COCO_TURBOPUFFER_API_KEY"];
  standIn = key === undefined ? await startTurbopuffer() : undefined;
  const account =
    standIn === undefined
      ? { TURBOPUFFER_API_KEY: key, TURBOPUFFER_REGION: process.env["COCO_TURBOPUFFER_REGION"] ?? "gcp-us-central1" }
      : { TURBOPUFFER_API_KEY: "unchecked", TURBOPUFFER_BASE_URL: standIn.url };
  client = await turbopuffer.connect(
    standIn === undefined
      ? { apiKey: key, region: account.TURBOPUFFER_REGION ?? null }
      : { apiKey: "unchecked", baseURL: standIn.url },
  );
  environment = {
    ...process.env,
    ...account,
    COCO_MODEL_DIR: model.folder,
    COCO_DB: path.join(folder, "state.db"),
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
const namespace = () => client.namespace("coco-example-passages");
const passages = async (): Promise<{ id: number | string; file: unknown }[]> => {
  const { rows = [] } = await namespace().query({ rank_by: ["id", "asc"], limit: 1000, include_attributes: ["file"] });
  return rows.map(({ file, id }) => ({ id, file }));
};

describe("the example with its real model", () => {
  it("indexes its documents once", { timeout: 180_000 }, async () => {
    await update();
    const before = await passages();
    expect(new Set(before.map(({ file }) => file))).toEqual(new Set(["harbour.md", "observatory.md"]));
    await update();
    expect(await passages()).toEqual(before);
    const { embedding, file, text } = await namespace().schema();
    expect(embedding).toMatchObject({ type: "[384]f32" });
    expect(file).toMatchObject({ filterable: true });
    expect(text).toMatchObject({ full_text_search: { stemming: true } });
  });

  it.each([
    ["why is the picture of the moon shaking?", "observatory.md", "mirror"],
    ["how do I tie my boat up when the sea goes out?", "harbour.md", "cleats"],
    ["HM-7", "harbour.md", "HM-7"],
  ])("a question finds the passage that answers it: %s", { timeout: 120_000 }, async (question, file, text) => {
    const { stdout } = await run("search.ts", question);
    const [best = ""] = stdout.split("\n\n\n");
    expect(stdout).toMatch(new RegExp(`^0\\.0\\d\\d  ${file}:\\d+-\\d+\n`));
    expect(best).toContain(text);
  });

  it("follows what happens to the files", { timeout: 180_000 }, async () => {
    const before = await passages();
    renameSync(path.join(docs, "harbour.md"), path.join(docs, "port.md"));
    writeFileSync(path.join(docs, "new.md"), "Bees sleep in winter.\n");
    rmSync(path.join(docs, "observatory.md"));
    await update();
    const after = await passages();
    expect(new Set(after.map(({ file }) => file))).toEqual(new Set(["port.md", "new.md"]));
    expect(after.length).toBe(before.filter(({ file }) => file === "harbour.md").length + 1);
  });

  it("answers from this repository's own pages", { timeout: 240_000 }, async () => {
    await update(PAGES);
    const { stdout } = await run("search.ts", "what must the page of a connector hold?");
    expect(stdout).toMatch(/^\d\.\d{3} {2}add-a-connector\.md:/);
  });
});
