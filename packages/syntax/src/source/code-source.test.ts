import { fingerprint } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { CodeSource } from "../index.ts";

describe("CodeSource", () => {
  it("parses once, for all who ask", async () => {
    const source = new CodeSource("x = 1", "python");
    const [first, second] = await Promise.all([source.tree(), source.tree()]);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(await source.problem()).toBeUndefined();
  });

  it("takes a language's name, alias or extension, in any case", () => {
    for (const language of ["python", "Python", "PY", ".py"]) {
      expect(new CodeSource("", language).language).toBe("python");
    }
  });

  it.each([
    [undefined, "no-language"],
    ["klingon", "unknown-language"],
    ["cobol-ish", "unknown-language"],
    ["ada", "no-grammar"],
  ])("has no tree and says why where the language is %s", async (language, problem) => {
    const source = language === undefined ? new CodeSource("x") : new CodeSource("x", language);
    expect(await source.tree()).toBeUndefined();
    expect(await source.problem()).toBe(problem);
    expect(source.language).toBe(language);
  });

  it("has a tree of broken code", async () => {
    const tree = await new CodeSource("def f(:\n  )", "python").tree();
    expect(tree?.kind(tree.root).name).toMatch(/module|ERROR/);
  });

  it("has no tree of a text of more than 4 MB, and says so", async () => {
    const source = new CodeSource("é".repeat(2 ** 21 + 1), "javascript");
    expect(await source.tree()).toBeUndefined();
    expect(await source.problem()).toBe("too-large");
  });

  it("refuses what is no text, saying what to do", () => {
    expect(() => new CodeSource(new Uint8Array(1) as never, "python")).toThrow(/must be a string/);
  });

  it("is the same argument of a memoized function when text and language are the same", async () => {
    const of = (text: string, language: string): unknown => fingerprint(new CodeSource(text, language));
    expect(await of("a", "py")).toEqual(await of("a", "python"));
    expect(await of("a", "py")).not.toEqual(await of("b", "py"));
    expect(await of("a", "py")).not.toEqual(await of("a", "ruby"));
  });
});
