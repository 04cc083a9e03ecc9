import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDescriptors } from "../testing/open-descriptors.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { WatchedTree } from "../testing/watched-tree.ts";
import { Hints } from "./hints.ts";

let tree: TemporaryTree;
beforeEach(() => {
  tree = new TemporaryTree({ "root/a.md": "a", "root/sub/b.md": "b" });
});

async function comesTo(content: Record<string, string>, of: WatchedTree): Promise<void> {
  await vi.waitFor(() => expect(of.content).toEqual(content), { timeout: 20_000, interval: 10 });
}

const codes = (watched: WatchedTree): unknown[] => watched.errors.map((error) => (error as { code?: unknown }).code);

describe("a root that disappears", () => {
  it("deletes nothing, is said once, and is followed again when it comes back", async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    renameSync(tree.at("root"), tree.at("away"));
    await vi.waitFor(() => expect(codes(watched)).toEqual(["LOCALFS_ROOT_MISSING"]), { timeout: 5000 });
    expect(watched.content).toEqual({ "a.md": "a", "sub/b.md": "b" });
    tree.write("away/sub/b.md", "edited meanwhile");
    renameSync(tree.at("away"), tree.at("root"));
    await comesTo({ "a.md": "a", "sub/b.md": "edited meanwhile" }, watched);
    tree.write("root/sub/b.md", "edited");
    await comesTo({ "a.md": "a", "sub/b.md": "edited" }, watched);
    expect(codes(watched)).toEqual(["LOCALFS_ROOT_MISSING"]);
  });

  it("and another one in its place is looked through", async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    renameSync(tree.at("root"), tree.at("away"));
    mkdirSync(tree.at("root/new"), { recursive: true });
    writeFileSync(tree.at("root/new/c.md"), "c");
    await comesTo({ "new/c.md": "c" }, watched);
    tree.write("away/a.md", "unheard");
    tree.write("root/new/c.md", "edited");
    await comesTo({ "new/c.md": "edited" }, watched);
  });
});

describe("a root that is removed and made again", () => {
  it("in one moment is looked through, and followed", async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    rmSync(tree.at("root"), { recursive: true });
    tree.write("root/c.md", "c");
    await comesTo({ "c.md": "c" }, watched);
    tree.write("root/c.md", "edited");
    await comesTo({ "c.md": "edited" }, watched);
  });
});

describe("a burst", () => {
  it("of 10,000 changes is told of in full", { timeout: 60_000 }, async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    const expected: Record<string, string> = { "a.md": "a", "sub/b.md": "b" };
    for (let count = 0; count < 9000; count++) {
      const name = `sub/f${count}.md`;
      writeFileSync(tree.at(`root/${name}`), String(count));
      if (count % 9 === 8) rmSync(tree.at(`root/${name}`));
      else expected[name] = String(count);
    }
    // (To say what differs each time would take longer than all the rest.)
    const same = (): boolean => isDeepStrictEqual(Object.fromEntries(watched.files), expected);
    await vi.waitFor(() => expect(same()).toBe(true), { timeout: 30_000, interval: 50 });
  });

  it("that may have overflown the system's queue has everything looked through", async () => {
    const hints = new Hints(100);
    for (let count = 0; count < 100; count++) hints.add({ text: `f${count}`, bytes: false });
    expect(await hints.next()).toEqual({ paths: [], whole: true });
    for (let count = 0; count < 60; count++) hints.add({ text: `f${count % 3}`, bytes: false });
    const { paths, whole } = (await hints.next()) ?? {};
    expect([paths?.length, whole]).toEqual([3, false]);
    hints.close();
    expect(await hints.next()).toBeUndefined();
  });

  it("that did overflow it loses nothing", { timeout: 120_000 }, async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    // Nothing is read from the queue while this runs, and each file makes several events.
    for (let count = 0; count < 9000; count++) writeFileSync(tree.at(`root/f${count}.md`), "1");
    mkdirSync(tree.at("root/last/deep"), { recursive: true });
    writeFileSync(tree.at("root/last/deep/z.md"), "z");
    await vi.waitFor(() => expect(watched.files.size).toBe(9003), { timeout: 60_000, interval: 50 });
    expect(watched.log).toContain("scan");
    tree.write("root/last/deep/z.md", "edited");
    await vi.waitFor(() => expect(watched.files.get("last/deep/z.md")).toBe("edited"), { timeout: 20_000 });
  });
});

describe("what a watcher holds", () => {
  it("is given back, and does not grow with what comes and goes", async () => {
    const first = await WatchedTree.over(tree.at("root"));
    await first.stop();
    const atRest = openDescriptors();
    const watched = await WatchedTree.over(tree.at("root"));
    const watching = openDescriptors();
    for (let round = 0; round < 10; round++) {
      for (let count = 0; count < 20; count++) tree.write(`root/r${count}/x/y.md`, String(round));
      await vi.waitFor(() => expect(watched.files.get("r19/x/y.md")).toBe(String(round)), { timeout: 10_000 });
      for (let count = 0; count < 20; count++) tree.remove(`root/r${count}`);
      await comesTo({ "a.md": "a", "sub/b.md": "b" }, watched);
    }
    expect(openDescriptors()).toBeLessThanOrEqual(watching + 1);
    await watched.stop();
    expect(openDescriptors()).toBeLessThanOrEqual(atRest + 1);
  });

  it("is given back at once when the update is stopped", async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    await watched.stop();
    watched.forget();
    tree.write("root/a.md", "edited");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(watched.log).toEqual([]);
  });
});

describe("something that cannot be looked at or handed on", () => {
  it("is said, and everything is looked through after a pause", async () => {
    const watched = await WatchedTree.over(tree.at("root"));
    const update = vi.spyOn(watched, "update").mockRejectedValueOnce(new Error("not now"));
    tree.write("root/a.md", "edited");
    await comesTo({ "a.md": "edited", "sub/b.md": "b" }, watched);
    expect(update).toHaveBeenCalledTimes(1);
    expect(watched.errors.map(String)).toEqual(["Error: not now"]);
    expect(watched.log).toEqual(["scan", "scan"]);
  });
});
