import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { WatchedTree } from "../testing/watched-tree.ts";
import { temporaryName } from "../target/temporary-name.ts";

let tree: TemporaryTree;
let watched: WatchedTree;

beforeEach(async () => {
  tree = new TemporaryTree({ "a.md": "a", "sub/b.md": "b", "sub/deep/c.md": "c" });
  watched = await WatchedTree.over(tree.root);
  watched.forget();
});

/** Waits until the subscriber knows of this, however many events it takes. */
async function comesTo(content: Record<string, string>, of: WatchedTree = watched): Promise<void> {
  await vi.waitFor(() => expect(of.content).toEqual(content), { timeout: 10_000, interval: 5 });
}

const before = { "a.md": "a", "sub/b.md": "b", "sub/deep/c.md": "c" };

describe("a watched folder", () => {
  it("is looked through once, then tells of files that are made, changed and removed, each by its key", async () => {
    tree.write("new.md", "n");
    await comesTo({ ...before, "new.md": "n" });
    tree.write("sub/b.md", "edited");
    await comesTo({ ...before, "new.md": "n", "sub/b.md": "edited" });
    tree.remove("a.md");
    await comesTo({ "new.md": "n", "sub/b.md": "edited", "sub/deep/c.md": "c" });
    expect(watched.log).not.toContain("scan");
    expect(new Set(watched.log)).toEqual(new Set(["update new.md", "update sub/b.md", "delete a.md"]));
    expect(watched.errors).toEqual([]);
  });

  it("tells of new folders with what was put into them in the same moment, however deep", async () => {
    for (let count = 0; count < 20; count++) {
      tree.write(`n${count}/x/y/z.md`, "first");
      tree.write(`n${count}/x/y/later.md`, "second");
    }
    const made = Array.from({ length: 20 }, (_, count) => [
      [`n${count}/x/y/later.md`, "second"],
      [`n${count}/x/y/z.md`, "first"],
    ]).flat();
    await comesTo({ ...before, ...Object.fromEntries(made) });
    tree.write("n7/x/y/z.md", "edited");
    await comesTo({ ...before, ...Object.fromEntries(made), "n7/x/y/z.md": "edited" });
  });

  it("takes a rename for a deletion and a file under the new name", async () => {
    renameSync(tree.at("a.md"), tree.at("sub/renamed.md"));
    await comesTo({ "sub/b.md": "b", "sub/deep/c.md": "c", "sub/renamed.md": "a" });
  });

  it("follows a folder that is renamed, also what is changed in it afterwards", async () => {
    renameSync(tree.at("sub"), tree.at("other"));
    await comesTo({ "a.md": "a", "other/b.md": "b", "other/deep/c.md": "c" });
    tree.write("other/deep/c.md", "edited");
    await comesTo({ "a.md": "a", "other/b.md": "b", "other/deep/c.md": "edited" });
  });

  it("follows a folder that is moved out, and one that is moved in", async () => {
    const outside = new TemporaryTree();
    renameSync(tree.at("sub"), outside.at("sub"));
    await comesTo({ "a.md": "a" });
    outside.write("sub/unheard.md", "u");
    tree.write("sentinel.md", "s");
    await comesTo({ "a.md": "a", "sentinel.md": "s" });
    renameSync(outside.at("sub"), tree.at("back"));
    await comesTo({
      "a.md": "a",
      "back/b.md": "b",
      "back/deep/c.md": "c",
      "back/unheard.md": "u",
      "sentinel.md": "s",
    });
    tree.write("back/deep/c.md", "edited");
    await vi.waitFor(() => expect(watched.content["back/deep/c.md"]).toBe("edited"));
  });

  it("follows a folder in whose place another one is put in one moment", async () => {
    const outside = new TemporaryTree({ "sub/other.md": "o" });
    renameSync(tree.at("sub"), outside.at("old"));
    renameSync(outside.at("sub"), tree.at("sub"));
    await comesTo({ "a.md": "a", "sub/other.md": "o" });
    tree.write("sub/other.md", "edited");
    await comesTo({ "a.md": "a", "sub/other.md": "edited" });
  });

  it("follows a folder that is removed and made again", async () => {
    rmSync(tree.at("sub"), { recursive: true });
    mkdirSync(tree.at("sub"));
    tree.write("sub/again.md", "again");
    await comesTo({ "a.md": "a", "sub/again.md": "again" });
    tree.write("sub/again.md", "edited");
    await comesTo({ "a.md": "a", "sub/again.md": "edited" });
  });

  it("follows a file that becomes a folder, and a folder that becomes a file", async () => {
    unlinkSync(tree.at("a.md"));
    tree.write("a.md/inside.md", "i");
    rmSync(tree.at("sub"), { recursive: true });
    tree.write("sub", "a file");
    await comesTo({ "a.md/inside.md": "i", sub: "a file" });
  });

  it("reads what a file holds when it is looked at, not what an event said: the last state counts", async () => {
    for (let count = 0; count < 50; count++) {
      if (count % 3 === 0) rmSync(tree.at("a.md"), { force: true });
      else tree.write("a.md", `version ${count}`);
    }
    await comesTo({ ...before, "a.md": "version 49" });
    rmSync(tree.at("a.md"));
    await comesTo({ "sub/b.md": "b", "sub/deep/c.md": "c" });
  });

  it("tells of a file again that is changed while it is being read", async () => {
    let edits = 0;
    watched.onRead = (file) => {
      if (file.path.relative === "a.md" && edits++ === 0) appendFileSync(tree.at("a.md"), " and more");
    };
    tree.write("a.md", "first");
    await comesTo({ ...before, "a.md": "first and more" });
    await vi.waitFor(() => expect(watched.log.filter((line) => line === "update a.md").length).toBeGreaterThan(1));
  });
});

describe("editors", () => {
  it.each([
    [
      "write a temporary file and rename it",
      (): void => {
        tree.write("sub/b.md.tmp~", "saved");
        renameSync(tree.at("sub/b.md.tmp~"), tree.at("sub/b.md"));
      },
    ],
    [
      "cut the file off and write it again",
      (): void => {
        writeFileSync(tree.at("sub/b.md"), "");
        appendFileSync(tree.at("sub/b.md"), "sav");
        appendFileSync(tree.at("sub/b.md"), "ed");
      },
    ],
    [
      "rename the old file to a backup and write a new one",
      (): void => {
        renameSync(tree.at("sub/b.md"), tree.at("sub/b.md~"));
        writeFileSync(tree.at("sub/b.md"), "saved");
        unlinkSync(tree.at("sub/b.md~"));
      },
    ],
    [
      "remove the file and write it again",
      (): void => {
        unlinkSync(tree.at("sub/b.md"));
        writeFileSync(tree.at("sub/b.md"), "saved");
      },
    ],
  ])("that %s are understood", async (_, save) => {
    save();
    await comesTo({ ...before, "sub/b.md": "saved" });
  });

  it("that test whether a folder can be written leave nothing", async () => {
    tree.write("4913", "");
    unlinkSync(tree.at("4913"));
    tree.write("sub/.b.md.swp", "x");
    unlinkSync(tree.at("sub/.b.md.swp"));
    tree.write("sub/b.md", "saved");
    await comesTo({ ...before, "sub/b.md": "saved" });
  });
});

describe("what a walk leaves out", () => {
  it("is not told of: what patterns exclude, what is not included, and files that a target is writing", async () => {
    const some = await WatchedTree.over(tree.root, { include: ["**/*.md"], exclude: ["private/**"] });
    some.forget();
    tree.write("private/x.md", "p");
    tree.write("notes.txt", "t");
    tree.write(`sub/${temporaryName("b.md")}`, "half");
    tree.write("private/deep/y.md", "p");
    tree.write("last.md", "l");
    await comesTo({ ...before, "last.md": "l" }, some);
    expect(some.log).toEqual(["update last.md"]);
  });

  it("changes with .gitignore files, in the tree and above it", async () => {
    mkdirSync(tree.at(".git"));
    const some = await WatchedTree.over(tree.at("sub"), { gitignore: true });
    tree.write("sub/.gitignore", "deep/\n.gitignore\n");
    await comesTo({ "b.md": "b" }, some);
    tree.write("sub/deep/c.md", "edited");
    tree.write("sub/.gitignore", ".gitignore\n");
    await comesTo({ "b.md": "b", "deep/c.md": "edited" }, some);
    tree.write(".gitignore", "b.md\n");
    await comesTo({ "deep/c.md": "edited" }, some);
    tree.remove(".gitignore");
    await comesTo({ "b.md": "b", "deep/c.md": "edited" }, some);
  });

  it("is what lies in folders, where they are not entered", async () => {
    const flat = await WatchedTree.over(tree.root, { recursive: false });
    tree.write("sub/b.md", "unheard");
    tree.write("new/x.md", "unheard");
    tree.write("top.md", "t");
    await comesTo({ "a.md": "a", "top.md": "t" }, flat);
  });

  it("is what is too large, from when it is", async () => {
    const small = await WatchedTree.over(tree.root, { maxFileSize: 4 });
    tree.write("a.md", "too large");
    await comesTo({ "sub/b.md": "b", "sub/deep/c.md": "c" }, small);
    tree.write("a.md", "fits");
    await comesTo({ ...before, "a.md": "fits" }, small);
  });
});

describe("symbolic links", () => {
  it("a root may be one, and may lead elsewhere later", async () => {
    const other = new TemporaryTree({ "x.md": "x" });
    const links = new TemporaryTree();
    symlinkSync(tree.root, links.at("root"));
    const linked = await WatchedTree.over(links.at("root"));
    tree.write("sub/b.md", "edited");
    await comesTo({ ...before, "sub/b.md": "edited" }, linked);
    symlinkSync(other.root, links.at("next"));
    renameSync(links.at("next"), links.at("root"));
    await comesTo({ "x.md": "x" }, linked);
    other.write("x.md", "edited");
    await comesTo({ "x.md": "edited" }, linked);
  });

  it("to folders that are followed come and go with what they lead to", async () => {
    const other = new TemporaryTree({ "x.md": "x" });
    const all = await WatchedTree.over(tree.root, { followSymlinks: "all" });
    symlinkSync(other.root, tree.at("link"));
    await comesTo({ ...before, "link/x.md": "x" }, all);
    other.write("x.md", "edited");
    await comesTo({ ...before, "link/x.md": "edited" }, all);
    unlinkSync(tree.at("link"));
    await comesTo(before, all);
  });
});
