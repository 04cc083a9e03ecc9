import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDocument, numbersFrom } from "./program/make-document.ts";
import { Program } from "./program/program.ts";

const ROUNDS = 25;
const NAMES = ["a.md", "b.md", "c/a.md", "c/b.md", "c/d/e.md", "f.md"];
let program: Program;

beforeAll(() => {
  program = new Program();
});
afterAll(() => program[Symbol.asyncDispose]());

/** One change of the folder: a file written, with content that others may have too, emptied, moved, swapped or deleted. */
function change(next: () => number): string {
  const [one = "", other = ""] = [NAMES[next() % NAMES.length], NAMES[next() % NAMES.length]];
  const [from, to] = [path.join(program.docs, one), path.join(program.docs, other)];
  const kind = next() % 6;
  if (kind < 2 || !existsSync(from)) {
    const seed = next() % 8;
    program.write(one, makeDocument(seed, 1 + (seed % 3)));
    return `write ${seed} to ${one}`;
  }
  if (kind === 2) {
    program.write(one, "");
    return `empty ${one}`;
  }
  if (kind === 3) {
    rmSync(from);
    return `delete ${one}`;
  }
  const aside = path.join(program.docs, "aside");
  renameSync(from, aside);
  if (kind === 4 && existsSync(to)) renameSync(to, from);
  mkdirSync(path.dirname(to), { recursive: true });
  renameSync(aside, to);
  return `${kind === 4 ? "swap" : "move"} ${one}, ${other}`;
}

describe("after any changes of the folder", () => {
  it.each([1, 2])("the table is as if it had been indexed once, from nothing (seed %i)", async (seed) => {
    const next = numbersFrom(seed);
    const log: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (let count = 1 + (next() % 3); count > 0; count--) log.push(change(next));
      log.push("update");
      const { failures } = await program.update();
      expect(failures, log.join("\n")).toEqual([]);
      expect(await program.rows(), log.join("\n")).toEqual(await program.rowsFromScratch());
    }
    const { counts } = await program.update();
    expect(counts).toMatchObject({ filesRead: 0, textsEmbedded: 0, rowsWritten: 0, rowsDeleted: 0 });
  });
});
