import { chmodSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { sourceItems } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { LocalfsError } from "../errors/localfs-error.ts";
import { itemsOf, keysOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { withoutRootRights } from "../testing/without-root-rights.ts";
import { walk } from "./walk.ts";

async function failure(run: Promise<unknown>): Promise<LocalfsError> {
  const error: unknown = await run.then(
    () => "nothing was thrown",
    (thrown: unknown) => thrown,
  );
  if (!LocalfsError.isInstance(error)) throw error;
  return error;
}

/** A tree that others may look at, as temporary folders are not by themselves. */
function openTree(files: Readonly<Record<string, string>>): TemporaryTree {
  const tree = new TemporaryTree(files);
  chmodSync(tree.root, 0o755);
  return tree;
}

describe("a root that cannot be walked", () => {
  it("is missing", async () => {
    const tree = new TemporaryTree();
    const error = await failure(keysOf(walk(tree.at("docs"))));
    expect(error).toMatchObject({ code: "LOCALFS_ROOT_MISSING", path: tree.at("docs") });
    expect(error.message).toContain("does not exist");
    expect(error.hint).toContain(process.cwd());
  });

  it("is a file", async () => {
    const tree = new TemporaryTree({ "a.md": "" });
    const error = await failure(keysOf(walk(tree.at("a.md"))));
    expect(error).toMatchObject({ code: "LOCALFS_ROOT_NOT_A_FOLDER", path: tree.at("a.md") });
    expect(error.hint).toContain("include");
  });

  it("is a link in a circle", async () => {
    const tree = new TemporaryTree();
    symlinkSync("self", tree.at("self"));
    expect(await failure(keysOf(walk(tree.at("self"))))).toMatchObject({ code: "LOCALFS_UNREADABLE" });
  });

  it("is not permitted", async () => {
    const tree = openTree({ "docs/a.md": "" });
    chmodSync(tree.at("docs"), 0o000);
    const error = await withoutRootRights(() => failure(keysOf(walk(tree.at("docs")))));
    expect(error.message).toBe(`The root folder ${tree.at("docs")} cannot be read: permission denied (EACCES).`);
    chmodSync(tree.at("docs"), 0o755);
  });

  it("goes away in the middle, which must not read as: all is deleted", async () => {
    const tree = new TemporaryTree({ "docs/z/last.md": "" });
    for (let index = 0; index < 300; index++) tree.write(`docs/a/${index}.md`);
    const run = async (after: () => void) => {
      for await (const _ of walk(tree.at("docs"))[sourceItems]().pages(new AbortController().signal)) after();
    };
    let moved = false;
    const move = () => {
      if (!moved) renameSync(tree.at("docs"), tree.at("elsewhere"));
      moved = true;
    };
    expect(await failure(run(move))).toMatchObject({ code: "LOCALFS_ROOT_MISSING" });
    renameSync(tree.at("elsewhere"), tree.at("docs"));
    moved = false;
    const replace = () => {
      if (!moved) mkdirSync(tree.at("docs.new"));
      if (!moved) renameSync(tree.at("docs"), tree.at("elsewhere"));
      if (!moved) renameSync(tree.at("docs.new"), tree.at("docs"));
      moved = true;
    };
    expect(await failure(run(replace))).toMatchObject({ code: "LOCALFS_ROOT_CHANGED" });
  });
});

describe("an entry that cannot be read", () => {
  it("fails the walk when it is a folder, until it is excluded", async () => {
    const tree = openTree({ "a.md": "", "closed/b.md": "" });
    chmodSync(tree.at("closed"), 0o000);
    const error = await withoutRootRights(() => failure(keysOf(walk(tree.root))));
    expect(error).toMatchObject({ code: "LOCALFS_UNREADABLE" });
    expect(error.message).toBe(`The folder ${tree.at("closed")}/ cannot be read: permission denied (EACCES).`);
    expect(error.hint).toMatch(/permission.*exclude.*delete/s);
    expect(await withoutRootRights(() => keysOf(walk(tree.root, { exclude: ["closed/"] })))).toEqual(["a.md"]);
    chmodSync(tree.at("closed"), 0o755);
  });

  it("fails the walk when a folder may be listed but its files not looked at", async () => {
    const tree = openTree({ "listed/b.md": "" });
    chmodSync(tree.at("listed"), 0o744);
    const error = await withoutRootRights(() => failure(keysOf(walk(tree.root))));
    expect(error).toMatchObject({ code: "LOCALFS_UNREADABLE", path: tree.at("listed/b.md") });
    chmodSync(tree.at("listed"), 0o755);
  });

  it("fails the walk when it is an ignore file that is to be honoured", async () => {
    const tree = openTree({ ".gitignore": "*.md", "a.md": "" });
    chmodSync(tree.at(".gitignore"), 0o000);
    const error = await withoutRootRights(() => failure(keysOf(walk(tree.root, { gitignore: true }))));
    expect(error).toMatchObject({ code: "LOCALFS_UNREADABLE", path: tree.at(".gitignore") });
    expect(await withoutRootRights(() => keysOf(walk(tree.root)))).toEqual([".gitignore", "a.md"]);
  });

  it("fails itself alone when it is a file without permission to read", async () => {
    const tree = openTree({ "a.md": "a", "closed.md": "b" });
    chmodSync(tree.at("closed.md"), 0o000);
    await withoutRootRights(async () => {
      const items = await itemsOf(walk(tree.root));
      expect(items.map(([key]) => key)).toEqual(["a.md", "closed.md"]);
      expect(await items[0]?.[1].text()).toBe("a");
      const error = await failure((items[1] as (typeof items)[0])[1].text());
      expect(error).toMatchObject({ code: "LOCALFS_UNREADABLE", path: tree.at("closed.md") });
      expect(error.message).toContain("permission denied (EACCES)");
    });
  });
});

describe("an entry that goes away during the walk", () => {
  it("is simply gone: a file, a folder, a folder that became a file", async () => {
    const tree = new TemporaryTree({ "y.md": "", "z1/a.md": "", "z2/a.md": "", "z3.md": "" });
    for (let index = 0; index < 300; index++) tree.write(`a/${index}.md`);
    const keys: unknown[] = [];
    for await (const page of walk(tree.root)[sourceItems]().pages(new AbortController().signal)) {
      if (keys.length === 0) {
        for (const gone of ["y.md", "z1", "z2"]) tree.remove(gone);
        tree.write("z2", "a file now");
      }
      keys.push(...page.map(([key]) => key));
    }
    expect(keys).toHaveLength(301);
    expect(keys.at(-1)).toBe("z3.md");
  });
});
