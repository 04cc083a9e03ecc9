import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
const docs = path.join(folder, "docs");
let environment: Record<string, string>;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=coco-source", path.join(EXAMPLE, program), ...args],
      { cwd: folder, env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

function edit(document: string, before: string, after: string): void {
  const file = path.join(docs, document);
  writeFileSync(file, readFileSync(file, "utf8").replace(before, after));
}

beforeAll(async () => {
  cpSync(path.join(EXAMPLE, "docs"), docs, { recursive: true });
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  environment = { COCO_MODEL_DIR: model.folder, COCO_DB: path.join(folder, "state.db") };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the example with its real model", () => {
  it("says what to do when nothing is indexed yet", async () => {
    expect(await run("search.ts", "a question")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("Run the update first") as string,
    });
  });

  it("indexes its documents once", async () => {
    expect(await run("update.ts")).toMatchObject({
      stdout: "files: 2 read, 0 unchanged, 0 gone · texts embedded: 4 · rows: 6 written, 0 deleted\n",
      stderr: "",
    });
    expect(await run("update.ts")).toMatchObject({
      stdout: "files: 0 read, 2 unchanged, 0 gone · texts embedded: 0 · rows: 0 written, 0 deleted\n",
    });
  });

  it.each([
    ["the oven door does not close tightly any more", "machines.md", "seal of the oven door"],
    ["what does an overheated kneader need?", "machines.md", "wait half an hour"],
    ["my leaven has changed its colour", "bread.md", "pink"],
  ])("a question finds the paragraph that answers it, also in other words: %s", async (question, file, text) => {
    const { code, stdout } = await run("search.ts", question);
    expect(code).toBe(0);
    const [best = ""] = stdout.split("\n\n");
    expect(best).toMatch(new RegExp(`^${file}:\\d+ {2}score 0\\.0\\d+\n`));
    expect(best).toContain(text);
  });

  it("embeds one text after an edit of one paragraph, and follows a document that goes", async () => {
    edit("bread.md", "for two hours", "for three hours");
    expect((await run("update.ts")).stdout).toMatch(/1 read, 1 unchanged, 0 gone · texts embedded: 1 · /);
    rmSync(path.join(docs, "machines.md"));
    expect((await run("update.ts")).stdout).toMatch(
      /0 read, 1 unchanged, 1 gone · texts embedded: 0 · rows: 0 written, 3 deleted/,
    );
    const { stdout } = await run("search.ts", "oven door seal");
    expect(stdout).not.toContain("machines.md");
  });

  it("indexes this repository's own documents, in tables that refer to one another", async () => {
    const own = path.join(folder, "own");
    for (const document of ["connectors/sqlite.md", "guide/targets.md"]) {
      cpSync(path.join(EXAMPLE, "../../docs", document), path.join(own, document));
    }
    const { code, stderr } = await run("update.ts", own);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const db = new Database(path.join(folder, "docs.db"), { readonly: true });
    const documents = db.prepare("SELECT file FROM documents ORDER BY file").pluck().all();
    expect(documents).toEqual(["connectors/sqlite.md", "guide/targets.md"]);
    expect(db.prepare("SELECT count(DISTINCT file) FROM chunks").pluck().get()).toBe(2);
    expect(db.pragma("foreign_key_check")).toEqual([]);
    db.close();
    const { stdout } = await run(
      "search.ts",
      "which types of columns does a SQLite table have, and how are dates kept?",
    );
    expect(stdout.split("\n\n")[0]).toMatch(/^connectors\/sqlite\.md:/);
  });
});
