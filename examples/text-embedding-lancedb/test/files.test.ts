import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeDocument } from "./program/make-document.ts";
import { Program } from "./program/program.ts";
import { filesOf } from "./program/stored-chunks.ts";

const SECTIONS = 3;
let program: Program;

beforeAll(() => {
  program = new Program();
});
afterAll(() => program[Symbol.asyncDispose]());

/** Fills the folder anew and brings the table up to date with it. */
async function given(documents: Record<string, string | Uint8Array>): Promise<void> {
  rmSync(program.docs, { recursive: true, force: true });
  mkdirSync(program.docs);
  for (const [name, content] of Object.entries(documents)) program.write(name, content);
  expect((await program.update()).failures).toEqual([]);
}

const rowsOf = async (file: string) => (await program.rows()).filter((row) => row.file === file);

describe("the table follows the folder", () => {
  // Whatever happened: the same as if it had been indexed once, from nothing.
  afterEach(async () => {
    expect(await program.rows()).toEqual(await program.rowsFromScratch());
  });

  it("when nothing changed: no file is read, nothing embedded, not a byte written", async () => {
    await given({ "a.md": makeDocument(1, SECTIONS), "b.md": makeDocument(2, SECTIONS) });
    // Of files this young a later run notes that they are no more: how many runs write depends on the clock.
    for (const name of ["a.md", "b.md"]) utimesSync(path.join(program.docs, name), 1, 1);
    await program.update(); // notes their times
    await program.update(); // notes that the whole range is unchanged
    const files = ["state.db", "state.db-wal"].map((name) => path.join(program.folder, ".coco", name));
    const bytes = () =>
      files.map((file) => (statSync(file, { throwIfNoEntry: false }) === undefined ? "" : readFileSync(file, "hex")));
    const before = bytes();
    const { counts } = await program.update();
    expect(counts).toMatchObject({ filesRead: 0, filesUnchanged: 2, textsEmbedded: 0, rowsWritten: 0, rowsDeleted: 0 });
    expect(bytes()).toEqual(before);
  });

  it("when a file is added", async () => {
    await given({ "a.md": makeDocument(3, SECTIONS) });
    program.write("deep/er/new.md", makeDocument(4, SECTIONS));
    const { counts } = await program.update();
    const added = await rowsOf("deep/er/new.md");
    expect(added.length).toBeGreaterThan(1);
    expect(counts).toMatchObject({
      filesRead: 1,
      filesUnchanged: 1,
      textsEmbedded: added.length,
      rowsWritten: added.length,
      rowsDeleted: 0,
    });
  });

  it("when a paragraph is edited: what did not change is not embedded", async () => {
    await given({ "a.md": makeDocument(5, 6), "b.md": makeDocument(6, SECTIONS) });
    const chunks = (await rowsOf("a.md")).length;
    program.write("a.md", makeDocument(5, 6).replace(/\.\n$/, ". And one sentence more.\n"));
    const { counts } = await program.update();
    expect(counts).toMatchObject({ filesRead: 1, filesUnchanged: 1, textsEmbedded: 1, rowsWritten: 1, rowsDeleted: 1 });
    expect(chunks).toBeGreaterThan(3);
    expect((await rowsOf("a.md")).at(-1)?.text).toContain("one sentence more");
  });

  it("when lines are put before a paragraph: its rows say where it stands now, and it is not embedded again", async () => {
    await given({ "a.md": makeDocument(7, 6) });
    const before = (await rowsOf("a.md")).at(-1);
    program.write("a.md", `A first line.\n\n\n\n${makeDocument(7, 6)}`);
    const { counts } = await program.update();
    const after = (await rowsOf("a.md")).at(-1);
    expect(counts.textsEmbedded).toBeLessThanOrEqual(2);
    expect(after?.text).toBe(before?.text);
    expect(after?.startLine).toBe((before?.startLine ?? 0) + 4);
  });

  it("when a file is renamed: no row has the old name, and nothing is embedded", async () => {
    await given({ "old.md": makeDocument(8, SECTIONS), "b.md": makeDocument(9, SECTIONS) });
    const rows = (await rowsOf("old.md")).length;
    mkdirSync(path.join(program.docs, "moved"));
    renameSync(path.join(program.docs, "old.md"), path.join(program.docs, "moved/new.md"));
    const { counts } = await program.update();
    expect(counts).toMatchObject({
      filesRead: 1,
      filesGone: 1,
      textsEmbedded: 0,
      rowsWritten: rows,
      rowsDeleted: rows,
    });
    expect(filesOf(await program.rows())).toEqual(["b.md", "moved/new.md"]);
  });

  it("when a file is deleted", async () => {
    await given({ "a.md": makeDocument(10, SECTIONS), "b.md": makeDocument(11, SECTIONS) });
    rmSync(path.join(program.docs, "a.md"));
    const { counts } = await program.update();
    expect(counts).toMatchObject({ filesRead: 0, filesUnchanged: 1, filesGone: 1, textsEmbedded: 0, rowsWritten: 0 });
    expect(filesOf(await program.rows())).toEqual(["b.md"]);
  });

  it("when a file is made empty, and filled again", async () => {
    await given({ "a.md": makeDocument(12, SECTIONS), "b.md": makeDocument(13, SECTIONS) });
    program.write("a.md", "");
    const emptied = await program.update();
    expect(emptied.failures).toEqual([]);
    expect(filesOf(await program.rows())).toEqual(["b.md"]);
    program.write("a.md", makeDocument(12, SECTIONS));
    await program.update();
    expect(filesOf(await program.rows())).toEqual(["a.md", "b.md"]);
  });

  it("when a folder takes a file's place, and the other way round", async () => {
    await given({ "a.md": makeDocument(14, SECTIONS), "b.md": makeDocument(15, SECTIONS) });
    rmSync(path.join(program.docs, "a.md"));
    program.write("a.md/inside.md", makeDocument(16, SECTIONS));
    expect((await program.update()).failures).toEqual([]);
    expect(filesOf(await program.rows())).toEqual(["a.md/inside.md", "b.md"]);
    rmSync(path.join(program.docs, "a.md"), { recursive: true });
    program.write("a.md", makeDocument(14, SECTIONS));
    expect((await program.update()).failures).toEqual([]);
    expect(filesOf(await program.rows())).toEqual(["a.md", "b.md"]);
  });

  it("when two files have the same content: each has its rows, and a text is embedded once", async () => {
    await given({ "a.md": makeDocument(17, SECTIONS) });
    program.write("copy.md", makeDocument(17, SECTIONS));
    const { counts } = await program.update();
    expect(counts).toMatchObject({ filesRead: 1, textsEmbedded: 0 });
    expect((await rowsOf("copy.md")).map(({ text }) => text)).toEqual((await rowsOf("a.md")).map(({ text }) => text));
    rmSync(path.join(program.docs, "a.md"));
    expect((await program.update()).counts.textsEmbedded).toBe(0);
    expect(filesOf(await program.rows())).toEqual(["copy.md"]);
  });

  it("when names are unusual", async () => {
    const names = [
      "with space.md",
      `quote ' and ".md`,
      "line\nend.md",
      "日本語/文書.md",
      "🎉 é.md",
      "%20;--.md",
      "back\\slash.md",
    ];
    await given(Object.fromEntries(names.map((name, index) => [name, makeDocument(20 + index, 1)])));
    expect(new Set(filesOf(await program.rows()))).toEqual(new Set(names));
    expect((await program.update()).counts).toMatchObject({ filesRead: 0, filesUnchanged: names.length });
    for (const name of names) rmSync(path.join(program.docs, name));
    expect((await program.update()).counts.filesGone).toBe(names.length);
    expect(await program.rows()).toEqual([]);
  });

  it("when links go round in a circle", async () => {
    await given({ "a.md": makeDocument(30, 1) });
    symlinkSync("..", path.join(program.docs, "up"));
    symlinkSync("self.md", path.join(program.docs, "self.md"));
    const { failures } = await program.update();
    expect(failures).toEqual([]);
    expect(filesOf(await program.rows())).toEqual(["a.md"]);
  });

  it("when there is no file at all", async () => {
    await given({});
    expect(await program.rows()).toEqual([]);
    expect((await program.update()).counts).toMatchObject({ filesRead: 0, rowsWritten: 0, rowsDeleted: 0 });
  });
});
