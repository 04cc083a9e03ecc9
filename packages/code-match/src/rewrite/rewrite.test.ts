import { CodeSource } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern, type Replacement, rewrite, type RewriteOptions, type Rewriting } from "../index.ts";

const { raw } = String;

interface Case extends RewriteOptions {
  readonly language?: string;
  readonly sigil?: string;
}

async function rewriting(
  pattern: string,
  replacement: Replacement,
  text: string,
  { language = "typescript", sigil, ...options }: Case = {},
): Promise<Rewriting> {
  const compiled = await compilePattern(pattern, language, { sigil });
  return rewrite(compiled, new CodeSource(text, language), replacement, options);
}

async function rewritten(pattern: string, replacement: Replacement, text: string, options?: Case): Promise<string> {
  return (await rewriting(pattern, replacement, text, options)).text;
}

describe("a rewriting", () => {
  it("puts what names stand for into the replacement, and leaves all else as it is", async () => {
    const code = "// a test\nassertEquals(sum(1, 2),  3); // three\nother( );\n";
    expect(await rewritten(raw`assertEquals(\A, \B)`, raw`expect(\A).toEqual(\B)`, code)).toBe(
      "// a test\nexpect(sum(1, 2)).toEqual(3); // three\nother( );\n",
    );
  });

  it("keeps layout and comments where the replacement has the same tokens", async () => {
    const code = "f( /* first */ a,\n   b /* second */ );";
    expect(await rewritten(raw`f(\A, \B)`, raw`g(\A, \B)`, code)).toBe("g( /* first */ a,\n   b /* second */ );");
    expect(await rewritten(raw`f(\A, \B)`, raw`f(\A, \B, c)`, code)).toBe("f( /* first */ a,\n   b /* second */, c);");
    expect(await rewritten(raw`f(\A, \B)`, raw`f(\B)`, "f(a, // the first\n  /* the second */ b)")).toBe(
      "f(// the first\n  /* the second */ b)",
    );
  });

  it("changes nothing where the replacement is the pattern", async () => {
    const code = "f( a,\n  b ) // c\n+ f(a /* x */ ,b)";
    expect((await rewriting(raw`f(\A, \B)`, raw`f(\A, \B)`, code)).edits).toEqual([]);
    expect((await rewriting(raw`f(\X, \Y)`, raw`f(\(X\), \(Y\))`, code)).edits).toEqual([]);
    expect((await rewriting("f(a,\nb)", "f(a,\nb)", code)).edits).toEqual([]);
  });

  it("lays lines out as the replacement does where it has line breaks", async () => {
    const code = "  if (a) go(x, y);\n";
    expect(await rewritten(raw`go(\X, \Y)`, raw`go(` + "\n  " + raw`\X,` + "\n  " + raw`\Y,` + "\n)", code)).toBe(
      "  if (a) go(\n    x,\n    y,\n  );\n",
    );
  });

  it("moves the further lines of what a name stands for with its first one", async () => {
    const code = "    run(() => {\n      one();\n\n      two();\n    });\n";
    expect(await rewritten(raw`run(\F);`, "try {\n" + raw`  \F();` + "\n} finally {}", code)).toBe(
      "    try {\n      () => {\n        one();\n\n        two();\n      }();\n    } finally {}\n",
    );
    const python = "def f(x):\n    a = 1\n    if x:\n        a = 2\n    return a\n";
    expect(
      await rewritten(
        raw`def f(\(A*\)): \(B*\)`,
        raw`class C:` + "\n    " + raw`def f(self, \(A*\)):` + "\n        " + raw`\(B*\)`,
        python,
        { language: "python" },
      ),
    ).toBe("class C:\n    def f(self, x):\n        a = 1\n        if x:\n            a = 2\n        return a\n");
  });

  it("leaves lines of the same block where they are", async () => {
    const code = "def f():\n    for x in y:\n        g(x)\n        h(x)\n    else:\n        i()\n";
    const replacement = raw`for \I in list(\L):` + "\n  " + raw`\(B+\)`;
    expect(await rewritten(raw`for \I in \L: \(B+\)`, replacement, code, { language: "python" })).toBe(
      "def f():\n    for x in list(y):\n      g(x)\n      h(x)\n    else:\n      i()\n",
    );
  });

  it("leaves lines within strings where they are", async () => {
    const code = "  f(`a\n  b ${g(\n    1)}\n`, [\n    2,\n  ]);\n";
    expect(await rewritten(raw`f(\A, \B);`, "{\n" + raw`    h(\A, \B);` + "\n}", code)).toBe(
      "  {\n      h(`a\n  b ${g(\n    1)}\n`, [\n        2,\n      ]);\n  }\n",
    );
  });

  it("keeps tabs and the ends of lines", async () => {
    const code = "\tif (a) {\r\n\t\tf(b,\r\n\t\t\tc);\r\n\t}\r\n";
    expect(await rewritten(raw`f(\(A*\));`, "{\n\t" + raw`f(\(A*\));` + "\n}", code)).toBe(
      "\tif (a) {\r\n\t\t{\r\n\t\t\tf(b,\r\n\t\t\t\tc);\r\n\t\t}\r\n\t}\r\n",
    );
  });

  it("takes the comma away beside a name that took nothing", async () => {
    const options = { language: "python" };
    const replacement = raw`def \NAME(self, \(ARGS*\)):`;
    expect(await rewritten(raw`def \NAME(\(ARGS*\)):`, replacement, "def f(): pass", options)).toBe(
      "def f(self): pass",
    );
    expect(await rewritten(raw`def \NAME(\(ARGS*\)):`, replacement, "def f(a, b): pass", options)).toBe(
      "def f(self, a, b): pass",
    );
    expect(await rewritten(raw`f(\(A*\))`, raw`f(\(A*\), 1)`, "f(); f(a); f(a,)")).toBe("f(1); f(a, 1); f(a, 1)");
    expect(await rewritten(raw`f(\(A*\))`, raw`f(0, \(A*\), 1)`, "f()")).toBe("f(0, 1)");
  });

  it("keeps separators that the pattern left out", async () => {
    expect(await rewritten(raw`return \X`, raw`return g(\X)`, "return a;\nreturn b\n")).toBe(
      "return g(a);\nreturn g(b)\n",
    );
    expect(await rewritten(raw`\A.map(\F)`, raw`\A.flatMap(\F)`, "a.map(\n  b,\n);")).toBe("a.flatMap(\n  b,\n);");
    expect(await rewritten(raw`f(\X,)`, raw`f(\X)`, "f(a,)")).toBe("f(a)");
    expect(await rewritten(raw`if (\C) return \V`, "if (\\C) {\n  return \\V;\n}", "if (a) return b;")).toBe(
      "if (a) {\n  return b;\n}",
    );
    expect(
      await rewritten(
        raw`var \F = function() { \(B*\) }`,
        raw`const \F = () => { \(B*\) }`,
        "var f = function() { a };",
      ),
    ).toBe("const f = () => { a };");
  });

  it("takes a line away with the code on it", async () => {
    const code = "a();\n  debug(1);\nb(); debug(2);\n";
    expect(await rewritten(raw`debug(\(*\));`, "", code)).toBe("a();\nb(); \n");
  });

  it("replaces matches within what names stand for, too", async () => {
    expect(await rewritten(raw`old(\X)`, raw`new_(\X)`, "old(old(a) + old(old(b)))")).toBe(
      "new_(new_(a) + new_(new_(b)))",
    );
    expect(await rewritten(raw`\A + \B`, raw`add(\A, \B)`, "a + b + c * (d + e)")).toBe(
      "add(add(a, b), c * (add(d, e)))",
    );
  });

  it("tells which matches it left because others around them were replaced", async () => {
    const found = await rewriting(raw`f(\{{ \X + \Y \}}, \B)`, raw`g(\B)`, "f(f(1 + 2, 3) + 4, f(5 + 6, 7))");
    expect(found.text).toBe("g(g(7))");
    expect(found.skipped.map(({ text }) => text)).toEqual(["f(1 + 2, 3)"]);
  });

  it("leaves what a filter or a function leaves", async () => {
    const filter = ({ captures }: { captures: Readonly<Record<string, { text: string }>> }): boolean =>
      captures["X"]?.text !== "b";
    expect(await rewritten(raw`f(\X)`, raw`g(\X)`, "f(a); f(b)", { filter })).toBe("g(a); f(b)");
    const upper: Replacement = ({ captures }) => captures["X"]?.text.match(/^[a-m]/)?.[0].toUpperCase();
    expect(await rewritten(raw`f(\X)`, upper, "f(a); f(z)")).toBe("A; f(z)");
  });

  it("puts names into strings, and leaves other backslashes in them", async () => {
    expect(await rewritten(raw`f(\X)`, raw`log("\(X\):\n\\X", \X)`, "f(a)")).toBe(raw`log("a:\n\\X", a)`);
    expect(await rewritten("f($X)", raw`g("\n$X", $(X$))`, "f(a)", { sigil: "$" })).toBe(raw`g("\na", a)`);
  });

  it("says where a replacement has a name that the pattern lacks", async () => {
    await expect(rewritten(raw`f(\X)`, raw`g(\Y)`, "f(a)")).rejects.toThrow(
      "Pattern, line 1, column 3: the pattern has no name Y.",
    );
    await expect(rewritten(raw`f(\*)`, raw`g(\*)`, "f(a)")).rejects.toMatchObject({ code: "TEMPLATE_NOT_A_NAME" });
  });

  it("says when what it would write grows beyond all bounds", async () => {
    const code = `${"f(".repeat(60)}a${")".repeat(60)}`;
    await expect(rewritten(raw`f(\X)`, raw`g(\X, \X)`, code)).rejects.toMatchObject({ code: "REWRITE_TOO_LONG" });
  });

  it("tells whether it is settled and whether the code is still sound", async () => {
    const settled = await (await rewriting(raw`var \X = \Y`, raw`let \X = \Y`, "var a = 1;")).check();
    expect(settled).toMatchObject({ idempotent: true, syntaxErrors: [] });
    const growing = await (await rewriting(raw`f(\X)`, raw`f(g(\X))`, "f(a);")).check();
    expect(growing.idempotent).toBe(false);
    expect(growing.next.text).toBe("f(g(g(a)));");
    const broken = await (await rewriting(raw`f(\X)`, raw`f((\X)`, "f(a);")).check();
    expect(broken.syntaxErrors).not.toEqual([]);
  });
});
