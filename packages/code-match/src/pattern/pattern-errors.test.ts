import { describe, expect, it } from "vitest";
import { CodeMatchError, compilePattern, PatternError } from "../index.ts";

async function refusal(pattern: string, language = "typescript", options = {}): Promise<PatternError> {
  const error: unknown = await compilePattern(pattern, language, options).catch((reason: unknown) => reason);
  if (!PatternError.isInstance(error)) throw new Error(`no PatternError: ${String(error)}`);
  return error;
}

describe("a pattern that breaks the rules", () => {
  it.each([
    [String.raw`f(\{{ a`, "PATTERN_GROUP_UNCLOSED", 2],
    [String.raw`\{ a`, "PATTERN_GROUP_UNCLOSED", 0],
    [String.raw`a \}`, "PATTERN_CLOSER_UNEXPECTED", 2],
    [String.raw`\{ a \}}`, "PATTERN_CLOSER_UNEXPECTED", 5],
    [String.raw`\{{ a \}`, "PATTERN_CLOSER_UNEXPECTED", 6],
    [String.raw`\{{ \{ a \}} \}`, "PATTERN_CLOSER_UNEXPECTED", 9],
    [String.raw`a \| b`, "PATTERN_BAR_UNEXPECTED", 2],
    [String.raw`\{{ a \| b \}}`, "PATTERN_BAR_UNEXPECTED", 6],
    [String.raw`f(\!)`, "PATTERN_NEGATION_EMPTY", 2],
    [String.raw`\{ \^{ a \} \}`, "PATTERN_CONDITION_NESTED", 3],
    [String.raw`\(X:/ab\)`, "PATTERN_REGEX_UNCLOSED", 4],
    [String.raw`\(X:/[/\)`, "PATTERN_REGEX_UNCLOSED", 4],
    [String.raw`\(X:/(/\)`, "PATTERN_REGEX_INVALID", 4],
    [String.raw`\/*/`, "PATTERN_REGEX_INVALID", 1],
    [String.raw`\(X:\)`, "PATTERN_CONDITION_MISSING", 4],
    [String.raw`\(X:identifier`, "PATTERN_METAVARIABLE_UNCLOSED", 14],
    [String.raw`\(X:identifer\)`, "PATTERN_KIND_UNKNOWN", 4],
    [String.raw`\{ `.repeat(101), "PATTERN_TOO_DEEP", 297],
  ])("%s is refused with %s at its place", async (pattern, code, offset) => {
    const error = await refusal(pattern);
    expect(error).toMatchObject({ name: "PatternError", code, offset, pattern });
    expect(error.hint).toMatch(/\w/);
  });

  it("is shown with its line, its column and a caret below", async () => {
    const error = await refusal("foo();\n\tif (\\X) \\{{ a\nb");
    expect(error).toMatchObject({ line: 2, column: 10 });
    expect(error.message).toBe(
      ["Pattern, line 2, column 10: \\{{ is not closed.", "2 | \tif (\\X) \\{{ a", "    \t        ^"].join("\n"),
    );
  });

  it("is told which kinds of nodes there are that it may mean", async () => {
    expect((await refusal(String.raw`\(X:call\)`)).hint).toContain("call_expression");
  });

  it("is shown with its own text where it stands beside the pattern", async () => {
    expect(await refusal("a", "python", { inside: ["\\{ b"] })).toMatchObject({ pattern: "\\{ b", offset: 0 });
  });

  it("must name what a function says something of", async () => {
    expect(await refusal(String.raw`f(\X)`, "python", { where: { Y: () => true } })).toMatchObject({
      code: "PATTERN_NAME_UNKNOWN",
      hint: "It names X.",
    });
  });
});

describe("what is not closed as a metavariable is", () => {
  it.each(["\\(X", "\\(X*", "\\(X !\\)", "\\", "\\-"])("%s is code", async (pattern) => {
    expect((await compilePattern(pattern, "python")).text).toBe(pattern);
  });
});

describe("a language or sigil that will not do", () => {
  it("is named", async () => {
    await expect(compilePattern("x", "klingon")).rejects.toMatchObject({ code: "MATCH_NO_GRAMMAR" });
    for (const sigil of ["", "a", "(", " ", "*"]) {
      await expect(compilePattern("x", "python", { sigil })).rejects.toSatisfy(
        CodeMatchError.isInstance.bind(CodeMatchError),
      );
    }
  });

  it("may be another sigil", async () => {
    expect((await compilePattern("f($(A*$)) === $X", "typescript", { sigil: "$" })).names).toEqual(["A", "X"]);
  });
});
