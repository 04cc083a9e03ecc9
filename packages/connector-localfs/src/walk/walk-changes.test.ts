import { mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { File } from "../file/file.ts";
import { MemoRuns } from "../testing/memo-runs.ts";
import { itemsOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "./walk.ts";

const nothing = { ran: [], kept: [], refreshed: [], deleted: [] };

/** Two files that are old enough to be judged by time and size, and a first run over them. */
async function started() {
  const tree = new TemporaryTree({ "a.md": "alpha", "b.md": "beta" });
  for (const path of ["a.md", "b.md"]) tree.age(path, 100);
  const runs = new MemoRuns();
  const run = (body?: Parameters<MemoRuns["run"]>[1]) => runs.run(walk(tree.root), body);
  expect(await run()).toEqual({ ...nothing, ran: ["a.md", "b.md"] });
  return { tree, runs, run };
}

describe("from run to run", () => {
  it("keeps what did not change, without reading it", async () => {
    const { tree, run } = await started();
    const { mtime } = statSync(tree.at("a.md"));
    // The same time and size with other bytes: to miss this is the proof that nothing was read.
    writeFileSync(tree.at("a.md"), "ALPHA");
    utimesSync(tree.at("a.md"), mtime, mtime);
    expect(await run()).toEqual({ ...nothing, kept: ["a.md", "b.md"] });
  });

  it("runs what was added, edited, or made empty", async () => {
    const { tree, run } = await started();
    tree.write("c.md", "new");
    tree.write("a.md", "alpha, edited");
    tree.write("b.md", "");
    expect(await run()).toMatchObject({ ran: ["a.md", "b.md", "c.md"], kept: [], deleted: [] });
  });

  it("runs what was edited without a change of size", async () => {
    const { tree, run } = await started();
    tree.write("a.md", "ALPHA");
    expect(await run()).toMatchObject({ ran: ["a.md"], kept: ["b.md"] });
  });

  it("finds a renamed file under its new name alone", async () => {
    const { tree, run } = await started();
    renameSync(tree.at("a.md"), tree.at("z.md"));
    expect(await run()).toEqual({ ...nothing, ran: ["z.md"], kept: ["b.md"], deleted: ["a.md"] });
  });

  it("does not find what was deleted, or replaced by a folder", async () => {
    const { tree, run } = await started();
    tree.remove("a.md");
    tree.remove("b.md");
    tree.write("b.md/inside.md", "x");
    expect(await run()).toEqual({ ...nothing, ran: ["b.md/inside.md"], deleted: ["a.md", "b.md"] });
    tree.remove("b.md");
    tree.write("b.md", "a file again");
    expect(await run()).toEqual({ ...nothing, ran: ["b.md"], deleted: ["b.md/inside.md"] });
  });

  it("keeps two files of the same content apart", async () => {
    const { tree, run } = await started();
    tree.write("copy.md", "alpha");
    expect(await run()).toMatchObject({ ran: ["copy.md"], kept: ["a.md", "b.md"] });
    tree.remove("a.md");
    expect(await run()).toMatchObject({ ran: [], kept: ["b.md", "copy.md"], deleted: ["a.md"] });
  });

  it("keeps a file that was touched, and refreshes what is stored", async () => {
    const { tree, runs, run } = await started();
    tree.age("a.md", 50);
    expect(await run()).toEqual({ ...nothing, kept: ["a.md", "b.md"], refreshed: ["a.md"] });
    expect(runs.state("a.md")?.racy).toBeUndefined();
    expect(await run()).toEqual({ ...nothing, kept: ["a.md", "b.md"] });
  });

  it("sees an edit within one tick of the clock", async () => {
    const { tree, runs, run } = await started();
    const stamp = new Date();
    const edit = (text: string) => {
      writeFileSync(tree.at("a.md"), text);
      utimesSync(tree.at("a.md"), stamp, stamp);
    };
    edit("one!!");
    expect((await run()).ran).toEqual(["a.md"]);
    expect(runs.state("a.md")?.racy).toBe(true);
    edit("two!!");
    expect((await run()).ran).toEqual(["a.md"]);
    expect((await run()).ran).toEqual([]);
  });

  it("sees an edit between the look at the file and the reading", async () => {
    const { tree, run } = await started();
    tree.write("a.md", "first");
    tree.age("a.md", 50);
    const outcome = await run(async (file) => {
      await file.bytes();
      tree.write("a.md", "later");
    });
    expect(outcome.ran).toEqual(["a.md"]);
    expect((await run()).ran).toEqual(["a.md"]);
  });

  it("knows a file by the bytes that were read, also when they are newer than its time", async () => {
    const { tree, run } = await started();
    tree.write("a.md", "first");
    tree.age("a.md", 50);
    const read: string[] = [];
    await run(async (file) => {
      tree.write("a.md", "second, longer");
      tree.age("a.md", 40);
      read.push(await file.text());
    });
    expect(read).toEqual(["second, longer"]);
    expect(await run()).toEqual({ ...nothing, kept: ["a.md", "b.md"], refreshed: ["a.md"] });
  });

  it("runs again when two readings in one run disagreed", async () => {
    const { tree, run } = await started();
    tree.write("a.md", "one");
    tree.age("a.md", 50);
    await run(async (file) => {
      await file.text();
      writeFileSync(tree.at("a.md"), "two");
      tree.age("a.md", 50);
      await file.text();
    });
    expect((await run()).ran).toEqual(["a.md"]);
    expect((await run()).ran).toEqual([]);
  });

  it("goes by time and size where the content was not read, or in part", async () => {
    const { tree, run } = await started();
    tree.write("a.md", "x".repeat(1 << 19));
    tree.age("a.md", 50);
    await run(async (file) => {
      for await (const _ of file.stream()) break;
    });
    expect((await run()).kept).toContain("a.md");
    tree.age("a.md", 40);
    expect((await run(() => undefined)).ran).toEqual(["a.md"]);
    expect((await run()).kept).toContain("a.md");
  });

  it("compares a large file in parts, and one read by stream", async () => {
    const { tree, run } = await started();
    const large = "large ".repeat(400_000);
    tree.write("a.md", large);
    tree.age("a.md", 50);
    await run(async (file) => {
      for await (const _ of file.stream()) continue;
    });
    tree.age("a.md", 40);
    expect(await run()).toEqual({ ...nothing, kept: ["a.md", "b.md"], refreshed: ["a.md"] });
  });

  it("runs, and so meets the failure, when a file cannot be compared", async () => {
    const { tree, runs, run } = await started();
    tree.age("a.md", 50);
    const stored = runs.state("a.md");
    const file = (await itemsOf(walk(tree.root)))[0]?.[1] as File;
    tree.remove("a.md");
    expect(await runs.validity(file, stored)).toBe(false);
    await expect(file.text()).rejects.toMatchObject({ code: "LOCALFS_FILE_MISSING" });
    mkdirSync(tree.at("a.md"));
    expect(await runs.validity(file, stored)).toBe(false);
    await expect(file.text()).rejects.toMatchObject({ code: "LOCALFS_NOT_A_FILE" });
    expect(await run()).toEqual({ ...nothing, kept: ["b.md"], deleted: ["a.md"] });
  });

  it("takes a state of another shape for none", async () => {
    const { tree } = await started();
    const runs = new MemoRuns();
    for await (const file of walk(tree.root)) {
      for (const state of [{}, 7, null, [1, 2], { mtimeNs: 3, size: 5 }]) {
        expect(await runs.validity(file, state)).toBe(false);
      }
    }
  });
});
