import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { connect } from "@lancedb/lancedb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "coco-own-code-"));
/** Code of coco itself: how the splitter chooses its chunks. */
const own = path.join(folder, "plan");
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  env = { ...process.env, COCO_MODEL_DIR: model.folder, COCO_DB: path.join(folder, "state.db"), FORCE_COLOR: "0" };
  cpSync(path.resolve(EXAMPLE, "../../packages/ops-text/src/plan"), own, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rows of a file; -1 as long as there is no table. */
async function rowsOf(file: string): Promise<number> {
  const db = await connect(path.join(folder, "lancedb_data"));
  try {
    const table = await db.openTable("code_chunks");
    return await table.countRows(`file = '${file}'`);
  } catch {
    return -1; // not there yet
  } finally {
    db.close();
  }
}

async function search(question: string): Promise<string> {
  const args = ["--conditions=coco-source", path.join(EXAMPLE, "search.ts"), question];
  return (await promisify(execFile)(process.execPath, args, { cwd: folder, env })).stdout;
}

describe("the example over code of coco itself", () => {
  it("follows what is edited, and finds it by a question", { timeout: 180_000 }, async () => {
    const args = ["--conditions=coco-source", COMMAND, "update", "--live", path.join(EXAMPLE, "main.ts")];
    const live = spawn(process.execPath, [...args, "--set", `dir=${own}`], { cwd: folder, env, stdio: "ignore" });
    await expect.poll(() => rowsOf("overlap.ts"), { timeout: 120_000, interval: 500 }).toBeGreaterThan(1);

    writeFileSync(
      path.join(own, "moon.ts"),
      "/** When the tide is high. */\nexport function tide(hours: number): number {\n  return hours % 12.4;\n}\n",
    );
    rmSync(path.join(own, "hard-cut.ts"));
    await expect.poll(() => rowsOf("moon.ts"), { timeout: 60_000, interval: 500 }).toBe(1);
    await expect.poll(() => rowsOf("hard-cut.ts"), { timeout: 60_000, interval: 500 }).toBe(0);
    live.kill("SIGINT");
    await once(live, "exit");

    expect((await search("when is high water at the sea?")).split("\n")[0]).toMatch(/^moon\.ts:1/);
    expect(await search("how much the chunk before a chunk reaches into it")).toContain("overlap.ts:");
  });
});
