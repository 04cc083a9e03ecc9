import { CodeSource } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern, indexTerms } from "../index.ts";
import { regexLiterals } from "./regex-literals.ts";

describe("mightMatch", () => {
  it.each([
    [String.raw`foo(\X)`, "typescript", "a foo b ()", true],
    [String.raw`foo(\X)`, "typescript", "fo o", false],
    [String.raw`\{{ throw \E \}}`, "typescript", "return", false],
    [String.raw`\{ foo \| bar \}(\*)`, "typescript", "bar()", true],
    [String.raw`\{ foo \| bar \}(\*)`, "typescript", "baz()", false],
    [String.raw`f(\(X:/ab+c|def/\))`, "typescript", "f(def)", true],
    [String.raw`f(\(X:/ab+c|def/\))`, "typescript", "f(x)", false],
    [String.raw`\!{{ foo \}}`, "typescript", "x", true],
    [String.raw`x \^{ class \C \* \}`, "typescript", "x", false],
    [String.raw`x \!^{ class \C \* \}`, "typescript", "x", true],
    ["select id", "sql", "SELECT ID", true],
  ])("of %s in %s is right of %s", async (pattern, language, text, expected) => {
    expect((await compilePattern(pattern, language)).mightMatch(text)).toBe(expected);
  });
});

describe("index terms", () => {
  it("are the words outside of comments, without those that the language reserves", async () => {
    const source = new CodeSource('function load(key) { return `a ${key_2} "two words"`; } // comment', "typescript");
    expect((await indexTerms(source)).sort()).toEqual(["key", "key_2", "load", "two", "words"]);
  });

  it("are at least as long as asked, and in one case where cases are one", async () => {
    expect(await indexTerms(new CodeSource("SELECT Name, n FROM Users", "sql"), { minLength: 4 })).toEqual([
      "select",
      "name",
      "from",
      "users",
    ]);
  });

  it("say which sources a pattern may match", async () => {
    const pattern = await compilePattern(
      String.raw`function \F(\*) { return \{ loaded \| saved \}(no); }`,
      "typescript",
    );
    expect(pattern.requiredTerms()).toEqual([["loaded", "saved"]]);
    expect(pattern.requiredTerms(2)).toEqual([["loaded", "saved"], ["no"]]);
  });

  it("are refused for what has no tree", async () => {
    await expect(indexTerms(new CodeSource("x", "klingon"))).rejects.toMatchObject({ code: "MATCH_NO_TREE" });
  });
});

describe("the texts that a regular expression needs", () => {
  it.each([
    ["abc", ["abc"]],
    ["ab?c", ["a"]],
    ["ab+cd", ["ab"]],
    ["ab+cde", ["cde"]],
    ["x.*yz[ab]", ["yz"]],
    [String.raw`a\.b`, ["a.b"]],
    [String.raw`\w+foo\d`, ["foo"]],
    ["foo|ba(r|z)", ["foo", "ba"]],
    ["foo|.*", undefined],
    ["(?i)foo", undefined],
    ["", undefined],
    [String.raw`\u0041bc`, undefined],
    ["ab{2,3}c", ["a"]],
    ["(foo)?", undefined],
  ])("%s: %j", (source, expected) => {
    expect(regexLiterals(source)).toEqual(expected);
  });
});
