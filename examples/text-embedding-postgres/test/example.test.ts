import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { type StartedService, startService } from "@coco-internal/services";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
const docs = path.join(folder, "docs");
let service: StartedService;
let pool: Pool;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  service = await startService("postgres");
  pool = new Pool({ connectionString: service.url, max: 2 });
  environment = {
    ...process.env,
    COCO_MODEL_DIR: model.folder,
    COCO_DB: path.join(folder, "state.db"),
    DATABASE_URL: service.url,
    FORCE_COLOR: "0",
  };
  cpSync(path.join(EXAMPLE, "docs"), docs, { recursive: true });
}, 120_000);
afterAll(async () => {
  await pool.end();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["--conditions=coco-source", ...args], { cwd: EXAMPLE, env: environment });
const update = () => run(COMMAND, "update", "main.ts", "--set", `dir=${docs}`);
const passages = async (): Promise<{ id: string; file: string; version: string }[]> =>
  (await pool.query("SELECT id, file, xmin::text AS version FROM passages ORDER BY file, text")).rows as never;

describe("the example with its real model and a real database", () => {
  it("indexes its documents once", { timeout: 180_000 }, async () => {
    await update();
    const before = await passages();
    expect(new Set(before.map(({ file }) => file))).toEqual(new Set(["garden.md", "workshop.md"]));
    await update();
    expect(await passages()).toEqual(before);
    const { rows } = await pool.query("SELECT indexname FROM pg_indexes WHERE tablename = 'passages' ORDER BY 1");
    expect(rows.map(({ indexname }) => indexname as string)).toEqual([
      "passages__fts__text",
      "passages__vector__embedding",
      "passages_pkey",
    ]);
  });

  it.each([
    ["how do I keep snails off my lettuce?", "garden.md", "Toads"],
    ["which adhesive for furniture that may break?", "workshop.md", "Hide glue"],
    ["6000", "workshop.md", "wet stone"],
  ])("a question finds the passage that answers it: %s", { timeout: 120_000 }, async (question, file, text) => {
    const { stdout } = await run("search.ts", question);
    const [best = ""] = stdout.split("\n\n\n");
    expect(stdout).toMatch(new RegExp(`^0\\.0\\d\\d  ${file}:\\d+-\\d+\n`));
    expect(best).toContain(text);
  });

  it("follows what happens to the files", { timeout: 180_000 }, async () => {
    const before = await passages();
    renameSync(path.join(docs, "garden.md"), path.join(docs, "allotment.md"));
    writeFileSync(path.join(docs, "new.md"), "Bees sleep in winter.\n");
    rmSync(path.join(docs, "workshop.md"));
    await update();
    const after = await passages();
    expect(new Set(after.map(({ file }) => file))).toEqual(new Set(["allotment.md", "new.md"]));
    expect(after.length).toBe(before.filter(({ file }) => file === "garden.md").length + 1);
  });
});
