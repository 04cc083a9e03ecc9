import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keysOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "../walk/walk.ts";

// Set in a git hook: they would lead to another repository.
const env = { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-c", "core.excludesFile=", ...args], { cwd: folder, env, encoding: "utf8" });
}

/** What git itself would add, sorted as a walk sorts. */
function gitFiles(folder: string): string[] {
  return git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    .split("\0")
    .filter((path) => path !== "")
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function repository(files: Readonly<Record<string, string>>): TemporaryTree {
  const tree = new TemporaryTree(files);
  git(tree.root, "init", "-q");
  return tree;
}

describe("gitignore: true", () => {
  it("is off by default", async () => {
    const tree = new TemporaryTree({ ".gitignore": "*.md", "a.md": "" });
    expect(await keysOf(walk(tree.root))).toEqual([".gitignore", "a.md"]);
    expect(await keysOf(walk(tree.root, { gitignore: true }))).toEqual([".gitignore"]);
  });

  it("leaves out .git, at any depth", async () => {
    const tree = repository({ "a.md": "", "module/.git": "gitdir: x", "module/b.md": "" });
    expect(await keysOf(walk(tree.root, { gitignore: true }))).toEqual(["a.md", "module/b.md"]);
  });

  it("honours nested files, negation and folders as git does", async () => {
    const tree = repository({
      ".gitignore": "*.log\nbuild/\n/only-top.md\ndocs/*.tmp\n!important.log\n",
      "a.log": "",
      "important.log": "",
      "build/x.md": "",
      "only-top.md": "",
      "sub/only-top.md": "",
      "docs/x.tmp": "",
      "docs/deep/x.tmp": "",
      "sub/.gitignore": "!build/\n*.md\n!keep.md\n",
      "sub/build/kept.txt": "",
      "sub/build/a.log": "",
      "sub/keep.md": "",
      "sub/drop.md": "",
    });
    const found = await keysOf(walk(tree.root, { gitignore: true }));
    expect(found).toEqual(gitFiles(tree.root));
    expect(found).toContain("sub/build/kept.txt");
    expect(found).not.toContain("sub/build/a.log");
  });

  it("honours the files above the root, up to the repository's folder and no further", async () => {
    const outer = new TemporaryTree({
      ".gitignore": "*",
      "repo/.gitignore": "*.tmp\n/docs/private/\ndocs/\n",
      "repo/docs/a.md": "",
    });
    for (const path of ["x.tmp", "private/b.md", "sub/.gitignore", "sub/c.md"]) outer.write(`repo/docs/${path}`);
    mkdirSync(outer.at("repo/.git"));
    const found = await keysOf(walk(outer.at("repo/docs"), { gitignore: true }));
    expect(found).toEqual(["a.md", "sub/.gitignore", "sub/c.md"]);
    expect(await keysOf(walk(outer.at("repo/docs/sub"), { gitignore: true }))).toEqual([".gitignore", "c.md"]);
  });

  it("combines with include and exclude", async () => {
    const tree = new TemporaryTree({ ".gitignore": "b.md", "a.md": "", "b.md": "", "c.md": "", "d.txt": "" });
    expect(await keysOf(walk(tree.root, { gitignore: true, include: ["*.md"], exclude: ["c.md"] }))).toEqual(["a.md"]);
  });

  it("reads lines as git does: comments, quoted and trailing spaces, carriage returns, a byte order mark", async () => {
    const tree = repository({
      ".gitignore":
        "\ufeffmark\r\n# comment\n\\#hash\n\\!bang\nspaced\\ \nplain  \n\n/\n!\n\\\n[open\na[]]b\n[[:digit:]]\n[z-a]\n",
    });
    const names = [
      "mark",
      "# comment",
      "#hash",
      "!bang",
      "spaced ",
      "spaced",
      "plain",
      "plain  ",
      "\\",
      "[open",
      "a]b",
      "7",
      "z",
      "!",
    ];
    for (const name of names) tree.write(name);
    expect(await keysOf(walk(tree.root, { gitignore: true }))).toEqual(gitFiles(tree.root));
  });

  const part = fc.constantFrom(
    "a",
    "b",
    "ab",
    "*",
    "**",
    "?",
    "a*",
    "*b",
    "***",
    "[ab]",
    "[!a]",
    "[a-b]",
    "\\a",
    "a.b",
    ".*",
    "*.*",
    "[[:alpha:]]",
    "[]a]",
    "a\\*",
    "[^.]?",
    "[b-]",
    "{a,b}",
    "(a|b)+",
  );
  const pattern = fc
    .tuple(
      fc.constantFrom("", "", "!"),
      fc.constantFrom("", "", "/"),
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "", "/", " "),
    )
    .map(([negated, anchor, parts, end]) => negated + anchor + parts.join("/") + end);
  const lines = fc.array(pattern, { maxLength: 5 }).map((list) => list.join("\n"));

  test.prop([lines, lines, lines], { numRuns: 60 })(
    "finds what git finds, whatever the patterns",
    async (top, inA, inAB) => {
      const tree = repository({ ".gitignore": top, "a/.gitignore": inA, "a/b/.gitignore": inAB });
      for (const path of [
        "ab",
        "a.b",
        ".b",
        "b",
        "a/ab",
        "a/a.b",
        "a/a",
        "a/b/a",
        "a/b/b",
        "a/b/ab/a",
        "a/b/ab/.a",
        "ba/a/b/a",
        "ba/b",
        "ba/ab/b",
        "a/*",
        "{a,b}",
      ])
        tree.write(path);
      expect(await keysOf(walk(tree.root, { gitignore: true }))).toEqual(gitFiles(tree.root));
      tree.remove("");
    },
  );
});
