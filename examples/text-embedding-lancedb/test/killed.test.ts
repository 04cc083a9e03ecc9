import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDocument } from "./program/make-document.ts";
import { Program } from "./program/program.ts";

const FILES = 2000;
let program: Program;

beforeAll(() => {
  program = new Program();
  for (let index = 0; index < FILES; index++) {
    program.write(`${index % 40}/${index}.md`, makeDocument(index, 1 + (index % 3)));
  }
});
afterAll(() => program[Symbol.asyncDispose]());

describe("a first run of 2,000 files that is killed, and killed again", () => {
  it("is gone on with: the table is as if it had not been, and what was done is not done again", async () => {
    for (const rows of [200, 1200, 2200]) {
      const child = await program.start();
      child.send({});
      await rowsReach(rows);
      await program.stop();
    }
    const left = (await program.rows()).length;
    const { counts, failures } = await program.update();
    const rows = await program.rows();
    expect(failures).toEqual([]);
    expect(left).toBeLessThan(rows.length);
    expect(counts.filesUnchanged).toBeGreaterThan(0);
    expect(counts.filesRead + counts.filesUnchanged).toBe(FILES);
    expect(counts.textsEmbedded).toBeLessThan(rows.length);
    expect(rows).toEqual(await program.rowsFromScratch());
    const nothing = { filesRead: 0, filesUnchanged: FILES, textsEmbedded: 0, rowsWritten: 0, rowsDeleted: 0 };
    expect((await program.update()).counts).toMatchObject(nothing);
  });
});

/** Resolves when so many rows are in the table. */
async function rowsReach(rows: number): Promise<void> {
  const table = path.join(program.folder, "lancedb_data", "doc_chunks.lance");
  while (!existsSync(table) || (await program.rows()).length < rows) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
