import { CodeSource } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern, type PatternOptions } from "./index.ts";

async function texts(
  pattern: string,
  text: string,
  language = "typescript",
  options: PatternOptions = {},
): Promise<string[]> {
  const compiled = await compilePattern(pattern, language, options);
  return (await compiled.match(new CodeSource(text, language))).map((match) => match.text);
}

describe("a pattern", () => {
  it("matches code however it is laid out, and whatever comments are in it", async () => {
    expect(await texts("f(a, b)", "f( a,\n b ); f(a /* x */, b); f(b, a)")).toEqual(["f( a,\n b )", "f(a /* x */, b)"]);
  });

  it("keeps what its names stand for", async () => {
    const pattern = await compilePattern(String.raw`def \NAME(\(ARGS*\)):`, "python");
    const [match] = await pattern.match(new CodeSource("def greet(name, *, age):\n    return name", "python"));
    expect(match?.captures["NAME"]).toMatchObject({ text: "greet", start: 4, end: 9, kind: "identifier" });
    expect(match?.captures["ARGS"]?.text).toBe("name, *, age");
    expect(match).toMatchObject({ kind: "function_definition", whole: false, start: 0 });
    expect(match?.endPosition).toEqual({ byteOffset: 24, charOffset: 24, line: 1, column: 25 });
  });

  it("takes the same text wherever a name stands", async () => {
    expect(await texts(String.raw`\X === \X`, "a.b === a.b; a === b")).toEqual(["a.b === a.b"]);
  });

  it("takes one of several alternatives, operators too, and runs of them", async () => {
    expect(await texts(String.raw`\A \{ + \| - \} \B`, "a + b; a - b; a * b")).toEqual(["a + b", "a - b"]);
    expect(await texts(String.raw`f(\{ 1 \| "x" \}+)`, 'f(1, "x"); f(1, 2); f()')).toEqual(['f(1, "x")']);
  });

  it("takes nodes by their kind, or by what they are not", async () => {
    expect(await texts(String.raw`f(\(X:string|number\))`, 'f("a"); f(1); f(b)')).toEqual(['f("a")', "f(1)"]);
    expect(await texts(String.raw`f(\(X:!identifier\))`, "f(1); f(b)")).toEqual(["f(1)"]);
    expect(await texts(String.raw`f(\!{ null \})`, "f(null); f(a)")).toEqual(["f(a)"]);
  });

  it("looks at what the match lies in", async () => {
    const code = "async function f() { await g(); } function h() { await(g()); }";
    expect(await texts(String.raw`g() \^{ async function \F(\*) \B \}`, code)).toEqual(["g()"]);
    expect(await texts("g()", code, "typescript", { notInside: [String.raw`async function \F(\*) \B`] })).toEqual([
      "g()",
    ]);
  });

  it("keeps what the code around it is called", async () => {
    const pattern = await compilePattern(String.raw`return \X \^{ def \F(\*): \B \}`, "python");
    const [match] = await pattern.match(new CodeSource("def outer():\n    if a:\n        return 1\n", "python"));
    expect(match).toMatchObject({ text: "return 1", captures: { X: { text: "1" }, F: { text: "outer" } } });
    expect(match?.captures["B"]?.text).toBe("if a:\n        return 1");
  });

  it("takes what a function says of a name", async () => {
    const where = { X: (capture: { readonly text: string }) => capture.text.length > 2 };
    expect(await texts(String.raw`f(\X)`, "f(ab); f(abc)", "typescript", { where })).toEqual(["f(abc)"]);
  });
});

describe("a pattern of a `for` loop", () => {
  it("takes a declaration without the `;` that it ends with", async () => {
    const pattern = await compilePattern(String.raw`for (\I; \C; \U) \B`, "c");
    const [match] = await pattern.match(new CodeSource("void f(void) { for (int i = 0; i < 3; i++) g(); }", "c"));
    expect(match?.captures["I"]?.text).toBe("int i = 0");
  });
});
