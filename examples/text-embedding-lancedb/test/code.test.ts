import { readFileSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeDocument } from "./program/make-document.ts";
import { Program } from "./program/program.ts";

const FILES = 3;
/** As it is before each edit: run once. */
let original: Program;
let program: Program;
let chunks: number;

beforeAll(async () => {
  original = new Program();
  // A helper that is not wrapped, and one that nothing refers to.
  await original.edit(
    "main.ts",
    "const splitter = new RecursiveSplitter();",
    `const splitter = new RecursiveSplitter();

function title(text: string): string {
  return text.trim();
}

export function unrelated(): string {
  return "nothing refers to this";
}`,
  );
  await original.edit("main.ts", "        text: chunk.text,", "        text: title(chunk.text),");
  for (let index = 0; index < FILES; index++) original.write(`${index}.md`, makeDocument(index, 3));
  const { counts, failures } = await original.update();
  expect(failures).toEqual([]);
  chunks = counts.rowsWritten;
  expect(counts).toMatchObject({ filesRead: FILES, textsEmbedded: chunks });
});
afterAll(() => original[Symbol.asyncDispose]());
beforeEach(async () => {
  program = await original.copy();
});
afterEach(() => program[Symbol.asyncDispose]());

const everything = () => ({ filesRead: FILES, filesUnchanged: 0 });
const nothing = { filesRead: 0, filesUnchanged: FILES, textsEmbedded: 0, rowsWritten: 0, rowsDeleted: 0 };

async function isAsFromScratch(): Promise<void> {
  expect(await program.rows()).toEqual(await program.rowsFromScratch());
}

describe("what depends on a change of the code runs again, exactly", () => {
  it("a chunk size: all files are cut again, and only texts that are new are embedded", async () => {
    await program.edit("main.ts", "chunkSize: 1000, overlap: 200", "chunkSize: 2000, overlap: 0");
    const { counts } = await program.update();
    expect(counts).toMatchObject(everything());
    expect(counts.textsEmbedded).toBeGreaterThan(0);
    expect(counts.textsEmbedded).toBeLessThanOrEqual(counts.rowsWritten);
    await isAsFromScratch();
    expect((await program.update()).counts).toMatchObject(nothing);
  });

  it("another splitter", async () => {
    await program.edit("main.ts", "import { RecursiveSplitter }", "import { SeparatorSplitter }");
    await program.edit("main.ts", "new RecursiveSplitter()", "new SeparatorSplitter([/\\n\\n+/])");
    await program.edit("main.ts", ', { chunkSize: 1000, overlap: 200, language: "markdown" }', "");
    const { counts } = await program.update();
    expect(counts).toMatchObject(everything());
    await isAsFromScratch();
  });

  it("another model: everything is embedded again, and every row written", async () => {
    await program.edit("main.ts", 'new WordEmbedder("words")', 'new WordEmbedder("other-words")');
    const { counts } = await program.update();
    expect(counts).toMatchObject({ ...everything(), textsEmbedded: chunks, rowsWritten: chunks, rowsDeleted: 0 });
    await isAsFromScratch();
    expect((await program.update()).counts).toMatchObject(nothing);
  });

  it("the embedding function: everything is embedded again", async () => {
    await program.edit("word-embedder.ts", "return vectorOf(text, model);", "return vectorOf(text, `${model}!`);");
    const { counts } = await program.update();
    expect(counts).toMatchObject({ ...everything(), textsEmbedded: chunks, rowsWritten: chunks, rowsDeleted: 0 });
    await isAsFromScratch();
  });

  it("a plain helper of the embedding function, in another module", async () => {
    await program.edit("word-embedder.ts", "(vector[place] ?? 0) + 1;", "(vector[place] ?? 0) + 2;");
    expect((await program.update()).counts).toMatchObject({
      ...everything(),
      textsEmbedded: chunks,
      rowsWritten: chunks,
    });
    await isAsFromScratch();
  });

  it("a plain helper of the function that cuts: no text is embedded for it", async () => {
    await program.edit("main.ts", "return text.trim();", "return text.trim().toUpperCase();");
    expect((await program.update()).counts).toMatchObject({ ...everything(), textsEmbedded: 0, rowsWritten: chunks });
    expect((await program.rows())[0]?.text).toContain("DOCUMENT");
    await isAsFromScratch();
  });

  it.each([
    ["a comment", "const splitter", "// Cuts documents.\nconst splitter"],
    ["a comment within the function", "        text: title(", "        // As it stands.\n        text: title("],
    ["a type", "(text: string): string {\n  return text.trim", "(text: string | string): string {\n  return text.trim"],
    ["a helper that nothing refers to", "nothing refers to this", "still nothing"],
    ["a new helper", "export function unrelated", "export const more = 1;\n\nexport function unrelated"],
    ["white space and quotes", 'language: "markdown"', "language:   'markdown'"],
  ])("%s: nothing runs", async (_, before, after) => {
    await program.edit("main.ts", before, after);
    expect((await program.update()).counts).toMatchObject(nothing);
  });

  it("a checkout that moved: nothing runs", async () => {
    await program.move();
    expect((await program.update()).counts).toMatchObject(nothing);
    await isAsFromScratch();
  });

  it("a new column that takes null: the table stays, and no text is embedded", async () => {
    await program.edit(
      "main.ts",
      "    text: coco.t.string(),",
      "    text: coco.t.string(),\n    note: coco.t.string().nullable(),",
    );
    await program.edit(
      "main.ts",
      "        file: file.path.relative,",
      '        file: file.path.relative,\n        note: "new",',
    );
    expect((await program.update()).counts).toMatchObject({ textsEmbedded: 0, rowsWritten: chunks, rowsDeleted: 0 });
    expect((await program.update()).counts).toMatchObject(nothing);
  });

  it("a lost state store: a table that nobody remembers is not taken over unasked", async () => {
    await program.stop();
    rmSync(`${program.folder}/.coco`, { recursive: true });
    const { status, failures } = await program.update();
    expect(status).toBe("failed");
    expect(failures).toEqual([
      expect.objectContaining({ code: "LANCEDB_TABLE_EXISTS", hint: expect.stringContaining("onExisting") }),
    ]);
    expect(await program.rows()).toHaveLength(chunks);
  });

  it("the program is the example's own main.ts", () => {
    const example = readFileSync(new URL("../main.ts", import.meta.url), "utf8").split("\n");
    const changed = readFileSync(program.main, "utf8").split("\n");
    expect(example.filter((line) => !changed.includes(line))).toHaveLength(3);
  });
});
