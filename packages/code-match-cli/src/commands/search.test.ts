import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Tree } from "../testing/tree.ts";

const { raw } = String;
let tree: Tree;

beforeAll(() => {
  tree = new Tree({
    "src/a.ts": "import x from 'x';\nfunction f() {\n  console.log(x, 1);\n}\n",
    "src/b.py": "import os\nprint(os.name)\n",
    "src/deep/c.tsx": "const C = () => <b>{console.log(\n  2)}</b>;\n",
    "bin/run": "#!/usr/bin/env node\nconsole.log(3)\n",
    "dist/d.js": "console.log(4);\n",
    "notes.txt": "console.log(5)\n",
    "bad.js": new Uint8Array([0x63, 0xff, 0xfe]),
    ".gitignore": "dist/\n",
    ".git/hooks.js": "console.log(6)\n",
  });
});
afterAll(() => tree.dispose());

describe("coco-match search", () => {
  it("shows what matches, in files of all languages that git does not ignore", async () => {
    const { code, out, err } = await tree.match(["search", raw`console.log(\(ARGS*\))`]);
    expect(out.split("\n")).toEqual([
      "bin/run:2:1: console.log(3)",
      "src/a.ts:3:3: console.log(x, 1);",
      "src/deep/c.tsx:1:21: const C = () => <b>{console.log( …",
    ]);
    expect([code, err]).toEqual([0, "passed over: bad.js: not UTF-8"]);
  });

  it("looks where it is told to", async () => {
    const search = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await tree.match(["search", raw`console.log(\(ARGS*\))`, ...args])).out.match(/^[^:\n]+/gm) ?? [];
    expect(await search("--no-ignore", "--language", "javascript")).toEqual(["bin/run", "dist/d.js"]);
    expect(await search("-l", "ts,tsx")).toEqual(["src/a.ts", "src/deep/c.tsx"]);
    expect(await search("src", "src/a.ts")).toEqual(["src/a.ts", "src/deep/c.tsx"]);
    expect(await search("dist/d.js")).toEqual(["dist/d.js"]);
    expect(await search("--include", "*.ts")).toEqual(["src/a.ts"]);
    expect(await search("--exclude", "deep/", "--exclude", "bin/")).toEqual(["src/a.ts"]);
    expect(await search("--inside", raw`function \F() \B`)).toEqual(["src/a.ts"]);
    expect(await search("--not-inside", raw`function \F() \B`, "src")).toEqual(["src/deep/c.tsx"]);
    expect(await search("--limit", "1")).toEqual(["bin/run"]);
  });

  it("gives data a line, and the scopes around a match", async () => {
    const { out } = await tree.match(["search", raw`print(\X)`, "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      file: "src/b.py",
      language: "python",
      text: "print(os.name)",
      start: { line: 2, column: 1, charOffset: 10 },
      captures: { X: { text: "os.name" } },
    });
    const scopes = await tree.match(["search", "console.log(x, 1)", "--scopes"]);
    expect(scopes.out).toContain("src/a.ts:3:3\n    function f() {\n");
  });

  it("ends with 1 when nothing is found, and 2 when it cannot be", async () => {
    expect(await tree.match(["search", "nothing()"])).toMatchObject({ code: 1, out: "" });
    const wrong = await tree.match(["search", raw`f(\{ a`]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("^");
    expect(await tree.match(["search", "a", "gone"])).toMatchObject({
      code: 2,
      err: "error: There is no file or folder gone.",
    });
    expect((await tree.match(["search", "a", "-l", "klingon"])).err).toContain('the language "klingon"');
    expect((await tree.match(["serach", "a"])).err).toContain("(Did you mean search?)");
    expect((await tree.match([])).code).toBe(2);
    expect(await tree.match(["--version"])).toMatchObject({ code: 0, err: "" });
  });

  it("is a program", () => {
    const program = path.join(import.meta.dirname, "../../bin/coco-match.mjs");
    const args = [...process.execArgv, "--conditions=coco-source", program, "count", "console.log(4)", "dist/d.js"];
    const out = execFileSync(process.execPath, args, { cwd: tree.folder, encoding: "utf8" });
    expect(out).toBe("1 match in 1 of 1 file\n");
  });
});

describe("coco-match count", () => {
  it("counts, in all or by file", async () => {
    const count = (...args: readonly string[]): ReturnType<Tree["match"]> =>
      tree.match(["count", raw`console.log(\(ARGS*\))`, "src", ...args]);
    expect(await count()).toMatchObject({ code: 0, out: "2 matches in 2 of 3 files" });
    expect((await count("--by-file")).out).toBe("1\tsrc/a.ts\n1\tsrc/deep/c.tsx");
    expect(JSON.parse((await count("--json")).out)).toEqual({ matches: 2, searched: 3 });
    expect(await tree.match(["count", "nothing()", "src"])).toMatchObject({
      code: 1,
      out: "0 matches in 0 of 3 files",
    });
  });
});
