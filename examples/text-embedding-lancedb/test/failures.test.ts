import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as lancedb from "@coco/connector-lancedb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDocument } from "./program/make-document.ts";
import { Program } from "./program/program.ts";
import { runNode } from "./program/run-node.ts";
import { filesOf } from "./program/stored-chunks.ts";

let program: Program;

beforeEach(() => {
  program = new Program();
  program.write("a.md", makeDocument(1, 2));
  program.write("b.md", makeDocument(2, 2));
});
afterEach(() => program[Symbol.asyncDispose]());

const names = async () => filesOf(await program.rows());

describe("one file that fails", () => {
  it("fails alone when the embedder throws, is named, and is picked up by the next run", async () => {
    program.write("bad.md", "EXPLODE");
    const first = await program.update();
    expect(first).toMatchObject({ status: "failed", counts: { filesRead: 2, filesFailed: 1 } });
    expect(first.failures).toEqual([{ path: "@indexFile/bad.md", message: "the embedder cannot take this text" }]);
    expect(await names()).toEqual(["a.md", "b.md"]);

    const again = await program.update();
    expect(again).toMatchObject({ status: "failed", counts: { filesRead: 0, filesUnchanged: 2, filesFailed: 1 } });

    await program.edit("word-embedder.ts", 'text.includes("EXPLODE")', 'text.includes("NEVER")');
    expect((await program.update()).failures).toEqual([]);
    expect(await names()).toEqual(["a.md", "b.md", "bad.md"]);
  });

  it("keeps its earlier rows", async () => {
    await program.update();
    const before = await program.rows();
    program.write("a.md", `${makeDocument(1, 2)}\nEXPLODE\n`);
    expect((await program.update()).failures).toHaveLength(1);
    expect(await program.rows()).toEqual(before);
    program.write("a.md", makeDocument(1, 2));
    expect((await program.update()).failures).toEqual([]);
    expect(await program.rows()).toEqual(before);
  });

  it("makes the command exit 1 and say which", async () => {
    program.write("bad.md", "EXPLODE");
    writeFileSync(path.join(program.folder, "update.ts"), 'import { app } from "./main.ts";\nawait app.update();\n');
    const ended = await runNode("update.ts", [], program.folder);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/bad\.md.*the embedder cannot take this text/),
    });
    expect(await names()).toEqual(["a.md", "b.md"]);
  });

  it("is named when it is not UTF-8, and its earlier rows stay", async () => {
    await program.update();
    program.write("a.md", Uint8Array.of(0x61, 0xff, 0xfe));
    const { failures } = await program.update();
    expect(failures).toEqual([
      expect.objectContaining({ path: "@indexFile/a.md", message: expect.stringContaining("a.md is not UTF-8") }),
    ]);
    expect(await names()).toEqual(["a.md", "b.md"]);
  });

  it("is named when it may not be read, and its earlier rows stay", async () => {
    // Where others than root may go too.
    const place = mkdtempSync(path.join(tmpdir(), "coco-example-"));
    try {
      const docs = path.join(place, "docs");
      mkdirSync(docs);
      chmodSync(place, 0o755);
      chmodSync(docs, 0o755);
      for (const name of ["a.md", "b.md"]) writeFileSync(path.join(docs, name), `# ${name}\n`, { mode: 0o644 });
      expect((await program.update({ dir: docs })).failures).toEqual([]);
      writeFileSync(path.join(docs, "a.md"), "# Other\n");
      chmodSync(path.join(docs, "a.md"), 0o000);
      makeWritable(program.folder);
      const { failures } = await program.update({ dir: docs, asNobody: true });
      expect(failures).toEqual([
        expect.objectContaining({ path: "@indexFile/a.md", message: expect.stringContaining("a.md") }),
      ]);
      expect(await names()).toEqual(["a.md", "b.md"]);
      chmodSync(path.join(docs, "a.md"), 0o644);
      expect((await program.update({ dir: docs })).failures).toEqual([]);
      expect((await program.rows()).map(({ text }) => text)).toEqual(["# Other", "# b.md"]);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});

describe("what cannot work at all says what to do, and leaves nothing half-written", () => {
  it("a missing folder: nothing is deleted", async () => {
    await program.update();
    const before = await program.rows();
    rmSync(program.docs, { recursive: true });
    const { status, failures } = await program.update();
    expect(status).toBe("failed");
    expect(failures).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/docs does not exist/), hint: expect.any(String) }),
    ]);
    expect(await program.rows()).toEqual(before);
  });

  it("an unknown column", async () => {
    await program.edit("main.ts", "        text: chunk.text,", "        text: chunk.text,\n        titel: 1,");
    const { failures } = await program.update();
    expect(failures.map(({ path }) => path).sort()).toEqual(["@indexFile/a.md", "@indexFile/b.md"]);
    expect(failures[0]).toMatchObject({ message: expect.stringContaining("titel"), hint: expect.any(String) });
    expect(await program.rows()).toEqual([]);
  });

  it("an index on a column that is not there", async () => {
    await program.edit("main.ts", 'declareFtsIndex({ column: "text" })', 'declareFtsIndex({ column: "txt" })');
    const { failures } = await program.update();
    expect(failures[0]).toMatchObject({
      message: expect.stringContaining("txt"),
      hint: expect.stringContaining("text"),
    });
    expect(failures).toHaveLength(1);
  });

  it("a vector of the wrong size", async () => {
    await program.edit("word-embedder.ts", "new Float32Array(DIMENSIONS)", "new Float32Array(DIMENSIONS + 1)");
    const { failures } = await program.update();
    expect(failures.map(({ path }) => path).sort()).toEqual(["@indexFile/a.md", "@indexFile/b.md"]);
    expect(failures[0]).toMatchObject({
      message: expect.stringMatching(/embedding.*17.*16|embedding.*16.*17/s),
      hint: expect.any(String),
    });
    expect(await program.rows()).toEqual([]);
  });

  it("a table of that name that is somebody else's stays as it is", async () => {
    const db = await lancedb.connect(path.join(program.folder, "lancedb_data"));
    await db.createTable("doc_chunks", [{ id: 1, other: "theirs" }]);
    db.close();
    const { failures } = await program.update();
    expect(failures).toEqual([
      expect.objectContaining({ code: "LANCEDB_TABLE_EXISTS", hint: expect.stringContaining("adopt") }),
    ]);
    const after = await lancedb.connect(path.join(program.folder, "lancedb_data"));
    expect(await lancedb.toRows((await after.openTable("doc_chunks")).query())).toEqual([{ id: 1, other: "theirs" }]);
    after.close();
  });

  it("a table of the user's that does not fit", async () => {
    await program.edit("main.ts", '"doc_chunks", DocChunk)', '"doc_chunks", DocChunk, { managedBy: "user" })');
    const missing = await program.update();
    expect(missing.failures).toEqual([expect.objectContaining({ hint: expect.any(String) })]);
    const db = await lancedb.connect(path.join(program.folder, "lancedb_data"));
    await db.createTable("doc_chunks", [{ id: 1, text: 3 }]);
    db.close();
    const { failures } = await program.update();
    expect(failures).toEqual([expect.objectContaining({ code: "LANCEDB_SCHEMA_MISMATCH", hint: expect.any(String) })]);
    expect(failures[0]?.message).toMatch(/file[^]*text/);
  });

  it("a column of another type: the table is made anew, once", async () => {
    await program.update();
    await program.edit("main.ts", "startLine: coco.t.int()", "startLine: coco.t.float()");
    const { counts, failures } = await program.update();
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({ filesRead: 2, textsEmbedded: 0, rowsDeleted: 0 });
    expect(await program.rows()).toEqual(await program.rowsFromScratch());
    expect((await program.update()).counts).toMatchObject({ filesRead: 0, rowsWritten: 0 });
  });

  it("a state store that cannot be written", async () => {
    writeFileSync(path.join(program.folder, ".coco"), "a file where the folder should be");
    await expect(program.update()).rejects.toThrow(/\.coco/);
    expect(readdirSync(program.folder)).not.toContain("state.db");
    rmSync(path.join(program.folder, ".coco"));
    expect((await program.update()).failures).toEqual([]);
    expect(await names()).toEqual(["a.md", "b.md"]);
  });

  it("folders that this user may not write to, the database's and the state store's", async () => {
    const refusal = async () => {
      chmodSync(program.folder, 0o555);
      const outcome = await program.update({ asNobody: true }).catch((error: Error) => error.message);
      chmodSync(program.folder, 0o755);
      return outcome;
    };
    expect(await refusal()).toMatch(/lancedb_data: .*permission denied[^]*a folder that this user may write to/);
    mkdirSync(path.join(program.folder, "lancedb_data"));
    makeWritable(path.join(program.folder, "lancedb_data"));
    expect(await refusal()).toMatch(/\.coco.*permission denied/);
  });

  it("a database folder that cannot be written", async () => {
    writeFileSync(path.join(program.folder, "lancedb_data"), "a file where the folder should be");
    await expect(program.update()).rejects.toThrow(/lancedb_data is a file/);
    rmSync(path.join(program.folder, "lancedb_data"));
    expect((await program.update()).failures).toEqual([]);
    expect(await names()).toEqual(["a.md", "b.md"]);
  });
});

function makeWritable(folder: string): void {
  chmodSync(folder, 0o777);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(place);
    else chmodSync(place, 0o666);
  }
}
