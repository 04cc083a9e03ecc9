import { mkdirSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { itemsOf, keysOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "./walk.ts";

describe("symbolic links", () => {
  it("reads a link to a file as that file, under the link's name", async () => {
    const tree = new TemporaryTree({ "real.md": "text" });
    symlinkSync("real.md", tree.at("alias.md"));
    const items = await itemsOf(walk(tree.root));
    expect(items.map(([key]) => key)).toEqual(["alias.md", "real.md"]);
    expect(await items[0]?.[1].text()).toBe("text");
    expect(await keysOf(walk(tree.root, { followSymlinks: "none" }))).toEqual(["real.md"]);
  });

  it("passes over links that lead nowhere or in a circle", async () => {
    const tree = new TemporaryTree({ "a.md": "" });
    symlinkSync("nowhere", tree.at("broken.md"));
    symlinkSync("self", tree.at("self"));
    symlinkSync("b", tree.at("c"));
    symlinkSync("c", tree.at("b"));
    for (const followSymlinks of ["none", "files", "all"] as const) {
      expect(await keysOf(walk(tree.root, { followSymlinks }))).toEqual(["a.md"]);
    }
  });

  it("enters linked folders only when asked", async () => {
    const other = new TemporaryTree({ "x.md": "", "sub/y.md": "" });
    const tree = new TemporaryTree({ "m.md": "" });
    symlinkSync(other.root, tree.at("link"));
    expect(await keysOf(walk(tree.root))).toEqual(["m.md"]);
    expect(await keysOf(walk(tree.root, { followSymlinks: "all" }))).toEqual(["link/sub/y.md", "link/x.md", "m.md"]);
    expect(await keysOf(walk(tree.root, { followSymlinks: "all", exclude: ["link/"] }))).toEqual(["m.md"]);
  });

  it("ends in a loop of links, and finds each file once", async () => {
    const tree = new TemporaryTree({ "a/x.md": "", "b/y.md": "" });
    symlinkSync("..", tree.at("a/up"));
    symlinkSync("../b", tree.at("a/b"));
    symlinkSync("../a", tree.at("b/a"));
    symlinkSync("/", tree.at("everything"));
    expect(await keysOf(walk(tree.root, { followSymlinks: "all" }))).toEqual(["a/x.md", "b/y.md"]);
  });

  it("ends soon where many folders outside link to each other", async () => {
    const tree = new TemporaryTree();
    const outside = new TemporaryTree();
    const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
    for (const name of names) mkdirSync(outside.at(name));
    for (const name of names) {
      outside.write(`${name}/file.md`);
      for (const other of names) symlinkSync(outside.at(other), outside.at(`${name}/to-${other}`));
      symlinkSync(outside.at(name), tree.at(name));
    }
    const keys = await keysOf(walk(tree.root, { followSymlinks: "all" }));
    expect(keys).toHaveLength(names.length);
  });

  it("walks a root that is itself a link", async () => {
    const tree = new TemporaryTree({ "real/a.md": "" });
    symlinkSync("real", tree.at("link"));
    expect(await keysOf(walk(tree.at("link")))).toEqual(["a.md"]);
  });
});
