import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { sourceItems } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { pagesOf, itemsOf, keysOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "./walk.ts";

describe("what a walk finds", () => {
  it("finds every file with path, size, time and content", async () => {
    const tree = new TemporaryTree({ "a.md": "one", "guide/deep/b.txt": "twotwo" });
    tree.age("a.md", 1000);
    const items = await itemsOf(walk(tree.root));
    expect(items.map(([key]) => key)).toEqual(["a.md", "guide/deep/b.txt"]);
    const [first, second] = items.map(([, file]) => file);
    expect(second?.path).toMatchObject({ relative: "guide/deep/b.txt", name: "b.txt", extension: ".txt" });
    expect([first?.size, second?.size]).toEqual([3, 6]);
    expect(Date.now() - (first?.modifiedAt.getTime() ?? 0)).toBeGreaterThan(900_000);
    expect(await second?.text()).toBe("twotwo");
    expect(second?.location).toBe(tree.at("guide/deep/b.txt"));
  });

  it("is a loop over files too, and can be used again", async () => {
    const files = walk(new TemporaryTree({ "b.md": "", "a.md": "" }).root);
    for (let time = 0; time < 2; time++) {
      const names: string[] = [];
      for await (const file of files) names.push(file.path.relative);
      expect(names).toEqual(["a.md", "b.md"]);
    }
  });

  it("takes a path, a URL and a relative path", async () => {
    const tree = new TemporaryTree({ "a b/ü#1.md": "" });
    expect(await keysOf(walk(pathToFileURL(tree.root)))).toEqual(["a b/ü#1.md"]);
    expect(await keysOf(walk(`${tree.root}/`))).toEqual(["a b/ü#1.md"]);
    expect(await keysOf(walk(relative(process.cwd(), tree.root)))).toEqual(["a b/ü#1.md"]);
  });

  it("finds nothing in an empty folder, and no folders", async () => {
    const tree = new TemporaryTree({ "a/b/c.md": "" });
    tree.remove("a/b/c.md");
    expect(await pagesOf(walk(tree.root))).toEqual([]);
  });

  it("finds hidden files and empty files", async () => {
    const tree = new TemporaryTree({ ".env": "", ".config/.x": "" });
    expect(await keysOf(walk(tree.root))).toEqual([".config/.x", ".env"]);
  });

  it("stays in the root folder when it is not recursive", async () => {
    const tree = new TemporaryTree({ "a.md": "", "b/c.md": "", "d.md": "" });
    expect(await keysOf(walk(tree.root, { recursive: false }))).toEqual(["a.md", "d.md"]);
  });

  it("keeps names as they are: spaces, quotes, newline, CJK, emoji", async () => {
    const names = [
      " lead\"quote' .md",
      "two\nlines.md",
      "日本語/漢字.md",
      "🦙.md",
      "e\u0301.md",
      "\u00e9.md",
      "a*b?[c].md",
      "\\.md",
    ];
    const tree = new TemporaryTree(Object.fromEntries(names.map((name) => [name, name])));
    const items = await itemsOf(walk(tree.root));
    expect(new Set(items.map(([key]) => key))).toEqual(new Set(names));
    for (const [key, file] of items) expect(await file.text()).toBe(key);
  });

  it("leaves out files above maxFileSize", async () => {
    const tree = new TemporaryTree({ "at.md": "12345", "above.md": "123456" });
    expect(await keysOf(walk(tree.root, { maxFileSize: 5 }))).toEqual(["at.md"]);
  });

  it("leaves out pipes and devices, which would block or never end", async () => {
    const tree = new TemporaryTree({ "a.md": "" });
    execFileSync("mkfifo", [tree.at("pipe")]);
    symlinkSync("/dev/zero", tree.at("zero"));
    expect(await keysOf(walk(tree.root))).toEqual(["a.md"]);
  });

  it("gives a folder of 5,000 files in pages of some hundreds, and lets other work run in between", async () => {
    const tree = new TemporaryTree();
    for (let index = 0; index < 5000; index++) writeFileSync(join(tree.root, `f${index}.md`), "");
    let turns = 0;
    let watching = true;
    const watch = (): void => {
      turns++;
      if (watching) setImmediate(watch);
    };
    setImmediate(watch);
    const pages = await pagesOf(walk(tree.root));
    watching = false;
    expect(pages.flat()).toHaveLength(5000);
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(512);
    expect(pages.length).toBeLessThan(50);
    expect(turns).toBeGreaterThanOrEqual(pages.length - 1);
  });

  it("stops when its signal is aborted", async () => {
    const tree = new TemporaryTree();
    for (let index = 0; index < 600; index++) writeFileSync(join(tree.root, `f${index}.md`), "");
    const controller = new AbortController();
    const seen = (async () => {
      for await (const _ of walk(tree.root)[sourceItems]().pages(controller.signal))
        controller.abort(new Error("enough"));
    })();
    await expect(seen).rejects.toThrow("enough");
  });
});

describe("include and exclude", () => {
  const names = ["a.md", "a.txt", "docs/b.md", "docs/old/c.md", "node_modules/x/readme.md", "src/keep/d.md"];
  const tree = () => new TemporaryTree(Object.fromEntries(names.map((name) => [name, ""])));

  it("includes at any depth with **/ or without a slash, at the top with a slash", async () => {
    const { root } = tree();
    const markdown = names.filter((name) => name.endsWith(".md"));
    expect(await keysOf(walk(root, { include: ["**/*.md"] }))).toEqual(markdown);
    expect(await keysOf(walk(root, { include: ["*.md"] }))).toEqual(markdown);
    expect(await keysOf(walk(root, { include: ["/*.md"] }))).toEqual(["a.md"]);
    expect(await keysOf(walk(root, { include: ["docs/*.md"] }))).toEqual(["docs/b.md"]);
    expect(await keysOf(walk(root, { include: ["docs/**"] }))).toEqual(["docs/b.md", "docs/old/c.md"]);
    expect(await keysOf(walk(root, { include: [] }))).toEqual([]);
  });

  it("excludes files and whole folders, and takes back with !", async () => {
    const { root } = tree();
    expect(await keysOf(walk(root, { include: ["**/*.md"], exclude: ["node_modules", "old/"] }))).toEqual([
      "a.md",
      "docs/b.md",
      "src/keep/d.md",
    ]);
    expect(await keysOf(walk(root, { exclude: ["*.md", "!b.md"] }))).toEqual(["a.txt", "docs/b.md"]);
  });

  it("does not look into an excluded folder", async () => {
    const held = tree();
    symlinkSync("nowhere", held.at("node_modules/x/broken"));
    expect(await keysOf(walk(held.root, { exclude: ["*", "!/a.md"] }))).toEqual(["a.md"]);
  });
});

describe("options that cannot be meant", () => {
  it.each([
    [{ includes: ["*.md"] }, /unknown option "includes"/],
    [{ include: "*.md" }, /`include` is "\*\.md"/],
    [{ exclude: [1] }, /`exclude`/],
    [{ gitignore: "yes" }, /`gitignore`/],
    [{ followSymlinks: true }, /`followSymlinks` is true/],
    [{ maxFileSize: -1 }, /`maxFileSize` is -1/],
  ])("refuses %j", (options, message) => {
    expect(() => walk(".", options as never)).toThrow(message);
  });

  it.each(["", "a\0b", 7, { name: "docs" }, () => "docs", null, undefined, new URL("http://example.org/")])(
    "refuses %j as a root",
    (root) => {
      expect(() => walk(root as never)).toThrow(/root folder must be a path/);
    },
  );
});
