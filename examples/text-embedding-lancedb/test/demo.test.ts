import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDocument } from "./program/make-document.ts";
import { runNode } from "./program/run-node.ts";

const DEMO = path.resolve(import.meta.dirname, "../demo.ts");
const README = "# Tea\n\nBoil the water, wait a minute, and pour it over the leaves. Green tea wants less heat.\n";
const WITHOUT_MODEL = { COCO_MODEL_DOWNLOAD: "never" };
let place: string;
let repository: string;

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), "coco demo "));
  repository = path.join(place, "repository");
  write("repository/README.md", README + makeDocument(1, 4));
  write("repository/docs/guide/more.md", makeDocument(2, 2));
  write("repository/packages/one/README.md", makeDocument(3, 1));
  write("repository/packages/one/notes.md", "no document of the repository");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
  writeFileSync(path.join(place, file), content);
}

const demo = (args: readonly string[] = [], environment: Record<string, string> = WITHOUT_MODEL) =>
  runNode(DEMO, args, repository, environment);

describe("the demo on the repository's documents", () => {
  it("indexes, answers, shows what a second run and an edit do, and starts from there the next time", async () => {
    const model = await findEmbeddingModel();
    if (model === undefined) throw new Error("This test needs the embedding model.");
    const environment = { COCO_MODEL_DIR: model.folder };
    const first = await demo([], environment);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(parts(first.stdout)).toEqual([
      [
        "Indexing a copy of this repository's 3 documents",
        expect.stringMatching(/3 files read · 7 texts embedded · 7 rows written +\d+\.\d+ s/),
      ],
      [expect.stringMatching(/^“.*”$/), "  No document has a word of the question. The nearest in meaning:"],
      ["Again, with nothing changed", expect.stringMatching(/ 3 files unchanged · 0 texts embedded · 0 rows written /)],
      [
        expect.stringMatching(/^Again, with a paragraph edited: README.md, line \d+$/),
        expect.stringContaining("+ This sentence was added by the demo."),
      ],
      [
        "Again, with the paragraph as it was",
        expect.stringMatching(/ 1 file read, 2 unchanged · 1 text embedded · 1 row written, 1 deleted /),
      ],
      ["Now with documents of your own", expect.stringContaining("npm run demo -- ")],
    ]);
    expect(first.stdout).toMatch(/meaning:\n {2}1 {2}\S+\.md:\d+-\d+ +score 0\.0\d+$/m);
    expect(first.stdout).toMatch(
      /1 file read, 2 unchanged · 1 text embedded · 1 row written, 1 deleted .*\n {2}The other \d chunks of README.md: not embedded/,
    );

    const second = await demo([], environment);
    expect(second.stdout).toMatch(
      /documents\n {2}3 files unchanged · 0 texts embedded · 0 rows written .*\n {2}Nothing has changed since/,
    );
    expect(second.stdout).not.toContain("Again, with nothing changed");
  });

  it("finds by words alone when there is no model, and says so", async () => {
    const { code, stdout, stderr } = await demo();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("There is no embedding model here");
    expect(stdout).toMatch(/3 files read · 7 rows written/);
    expect(stdout).not.toContain("embedded ·");
    expect(stdout).not.toContain("\u001B");
    expect((await demo()).stdout).toContain("Nothing has changed since");
  });

  it("leaves the documents themselves alone", async () => {
    await demo();
    expect(readFileSync(path.join(repository, "README.md"), "utf8")).toBe(README + makeDocument(1, 4));
  });

  it("follows the documents from one time to the next", async () => {
    await demo();
    rmSync(path.join(repository, "docs"), { recursive: true });
    write("repository/CHANGES.md", makeDocument(4, 1));
    expect((await demo()).stdout).toMatch(/1 file read, 2 unchanged, 1 gone · 1 row written, 2 deleted/);
  });
});

describe("the demo on a folder of one's own", () => {
  const notes = (...question: string[]) => demo([path.join(place, "my notes"), ...question]);

  it("answers a question from it, and names what had to be left out", async () => {
    write("my notes/tea.md", README);
    write("my notes/日本/🎉.md", makeDocument(5, 1));
    write("my notes/old.md", Uint8Array.of(0x61, 0xff));
    write("my notes/.hidden/a.md", "hidden");
    write("my notes/node_modules/a/README.md", "not mine");
    const { code, stdout, stderr } = await notes("how", "hot", "is", "green tea?");
    // As with every update that leaves something out: 1.
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^Indexing 3 documents of .*my notes$/m);
    expect(stdout).toMatch(/2 files read, 1 failed · 2 rows written/);
    expect(stdout).toMatch(/left out: .*old\.md is not UTF-8/);
    expect(stdout).toMatch(/“how hot is green tea\?”\n {2}1 {2}tea\.md:1-3 +score \d/);
    expect((await notes("tea")).stdout).toMatch(/ 2 files unchanged, 1 failed · 0 rows written/);
  });

  it("says what it wants when there is no question, no Markdown, or no folder", async () => {
    write("my notes/tea.md", README);
    expect((await notes()).stdout).toMatch(/Ask it something: npm run demo -- '.*my notes' "a question"/);
    mkdirSync(path.join(place, "empty"));
    expect(await demo([path.join(place, "empty"), "x"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/empty holds no Markdown\.\n.*\.md/),
    });
    expect(await demo([path.join(place, "nowhere"), "x"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/nowhere is not a folder\.\nUsage/),
    });
    expect(await demo(["", "x"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/name of the folder is empty\.\nUsage/),
    });
    for (const help of ["--help", "-h"]) {
      expect(await demo([help])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage/), stderr: "" });
    }
  });

  it("says in a line of its own that nothing matches the question", async () => {
    write("my notes/tea.md", README);
    const { code, stdout } = await notes("zeppelin");
    expect(code).toBe(0);
    expect(stdout).toMatch(/“zeppelin”\n {2}Nothing in these documents matches the question\.\n$/);
    const model = await findEmbeddingModel();
    const byMeaning = await demo([path.join(place, "my notes"), "zeppelin"], { COCO_MODEL_DIR: model?.folder ?? "" });
    expect(byMeaning.stdout).toMatch(/“zeppelin”\n {2}No document has a word of the question.*\n {2}1 {2}tea\.md/);
  });

  it("ends in silence when nobody reads on", async () => {
    write("my notes/tea.md", README);
    const child = spawn(process.execPath, ["--conditions=coco-source", DEMO, path.join(place, "my notes"), "tea"], {
      cwd: repository,
      env: { ...process.env, ...WITHOUT_MODEL },
    });
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect({ said, code }).toEqual({ said: "", code: 0 });
  });

  it("says where it wants to write when it cannot", async () => {
    write("my notes/tea.md", README);
    write("repository/.demo", "a file in the way");
    const { code, stderr } = await notes("tea");
    expect(code).toBe(1);
    expect(stderr).toMatch(/keeps its index in .*\.demo, and cannot write there.*\n.*remove it/);
  });
});

/** The parts of what the demo printed: each heading with the first line beneath it, but for the progress of long work. */
function parts(output: string): [string, string][] {
  const lines = output.split("\n").filter((line) => !line.endsWith(" …"));
  return lines.flatMap((line, index): [string, string][] => (/^\S/.test(line) ? [[line, lines[index + 1] ?? ""]] : []));
}
