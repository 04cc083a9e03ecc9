import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Tree } from "../testing/tree.ts";

const { raw } = String;
const command = ["rewrite", raw`old(\(A*\))`, raw`fresh(\(A*\))`];
let tree: Tree;

beforeEach(() => {
  tree = new Tree({
    "a.ts": "old( 1 );\nold(old(2));\n",
    "b.js": "\uFEFFold(3);\r\n",
    "c.py": "other()\n",
  });
});
afterEach(() => tree.dispose());

describe("coco-match rewrite", () => {
  it("shows a diff that git applies, and writes nothing", async () => {
    const { code, out, err } = await tree.match([...command, "a.ts"]);
    expect(out).toBe(
      "--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n-old( 1 );\n-old(old(2));\n+fresh( 1 );\n+fresh(fresh(2));",
    );
    expect([code, err]).toEqual([0, "2 replacements in 1 file; nothing was written: --write or --interactive does."]);
    expect(tree.read("a.ts")).toBe("old( 1 );\nold(old(2));\n");
    execFileSync("git", ["apply", "-"], { cwd: tree.folder, input: `${out}\n` });
    expect(tree.read("a.ts")).toBe("fresh( 1 );\nfresh(fresh(2));\n");
  });

  it("writes files, with their byte order marks and line ends", async () => {
    expect(await tree.match([...command, "--write"])).toMatchObject({ code: 0, err: "3 replacements in 2 files" });
    expect(tree.read("a.ts")).toBe("fresh( 1 );\nfresh(fresh(2));\n");
    expect(tree.read("b.js")).toBe("\uFEFFfresh(3);\r\n");
    expect(await tree.match([...command, "--check"])).toMatchObject({ code: 0, err: "0 replacements in 0 files" });
  });

  it("tells with its exit code whether something would change", async () => {
    expect((await tree.match([...command, "--check"])).code).toBe(1);
    expect(tree.read("b.js")).toContain("old(3)");
  });

  it("asks about each change, and about those within one that is left", async () => {
    const { out, err } = await tree.match([...command, "--interactive", "a.ts"], ["what", "y", "n", "y"]);
    expect(tree.read("a.ts")).toBe("fresh( 1 );\nold(fresh(2));\n");
    expect(out.match(/^[+-](?![+-]).*$/gm)).toEqual([
      "-old( 1 );",
      "+fresh( 1 );",
      "-old(old(2));",
      "+fresh(fresh(2));",
      "-old(old(2));",
      "+old(fresh(2));",
    ]);
    expect(err).toContain("Answer with y, n, a, d or q.");
  });

  it("does all from here on, leaves a file, or stops, as it is told", async () => {
    await tree.match([...command, "-i"], ["d", "a"]);
    expect([tree.read("a.ts"), tree.read("b.js")]).toEqual(["old( 1 );\nold(old(2));\n", "\uFEFFfresh(3);\r\n"]);
    await tree.match([...command, "-i"], ["y"]);
    expect(tree.read("a.ts")).toBe("fresh( 1 );\nold(old(2));\n");
  });

  it("does not write what breaks the language's rules, unless it is told to", async () => {
    const broken = ["rewrite", raw`old(\(A*\))`, raw`old((\(A*\))`, "b.js", "--write"];
    const { code, err } = await tree.match(broken);
    expect([code, tree.read("b.js")]).toEqual([2, "\uFEFFold(3);\r\n"]);
    expect(err).toContain("b.js: the new text breaks the language's rules in line 1");
    expect((await tree.match([...broken, "--force"])).code).toBe(0);
    expect(tree.read("b.js")).toBe("\uFEFFold((3);\r\n");
  });

  it("says when another run would go on", async () => {
    const { err } = await tree.match(["rewrite", raw`old(\X)`, raw`old(0, old(\X))`, "b.js"]);
    expect(err).toContain("matched again in 1 file");
    tree.write("d.ts", "f(f(1 + 2, 3) + 4, 5);\n");
    const waiting = await tree.match(["rewrite", raw`f(\{{ \X + \Y \}}, \B)`, raw`g(\B)`, "d.ts"]);
    expect(waiting.err).toContain("1 match overlaps what was replaced and had to wait");
    expect((await tree.match([...command, "-w", "-i"])).err).toContain("do not go together");
  });
});
