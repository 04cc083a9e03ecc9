import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "coco-code-"));
const code = path.join(folder, "code");
let model = "";

/** Runs a program of the example in a folder that holds the code, the table and the state. */
function run(program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, COCO_MODEL_DIR: model, COCO_DB: path.join(folder, "state.db") };
  const command = ["--conditions=coco-source", path.join(EXAMPLE, program), ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { cwd: folder, env }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
  });
}

async function update(): Promise<{ readonly embedded: number; readonly status: string }> {
  const answer = await run("test/update.ts", code);
  return JSON.parse(answer) as { embedded: number; status: string };
}

beforeAll(async () => {
  const reports: string[] = [];
  const found = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (found === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  model = found.folder;
  cpSync(path.join(EXAMPLE, "sample"), code, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the example with its real model", () => {
  it("embeds each chunk once", async () => {
    expect(await update()).toEqual({ status: "done", embedded: 3 });
    expect(await update()).toEqual({ status: "done", embedded: 0 });
  });

  it.each([
    ["how does money get into an account?", "account.py:1"],
    ["wait longer between attempts", "retry.go:1"],
  ])("finds the code that a question asks for: %s", async (question, place) => {
    const [best = ""] = (await run("search.ts", question)).split("\n");
    expect(best.startsWith(place)).toBe(true);
  });

  it("embeds only what changed when code is added above", async () => {
    const file = path.join(code, "tokens.ts");
    const long = Array.from(
      { length: 16 },
      (_, line) => `  // ${line}: what this constant is good for, at some length`,
    );
    writeFileSync(file, `export const first = [\n${long.join("\n")}\n  1,\n];\n\n${readFileSync(file, "utf8")}`);
    expect(await update()).toEqual({ status: "done", embedded: 1 });
  });
});
