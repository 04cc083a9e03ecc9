import { describe, expect, it } from "vitest";
import { patternMatcher } from "../pattern-matcher.ts";
import { PatternError } from "../../errors/pattern-error.ts";

const files = [
  "a.py",
  "src/a.py",
  "src/lib/b.ts",
  ".github/ci.yml",
  "docs/x.md",
  "q?.txt",
  "src/[id].ts",
  "a/b",
  "é/x",
];

function included(include: string[] | undefined, exclude?: string[]): string[] {
  const matcher = patternMatcher({ include, exclude, compatibility: "cocoindex" });
  return files.filter((file) => matcher.matches(file));
}

describe('patternMatcher with compatibility: "cocoindex"', () => {
  it.each<[string, string[], string[]]>([
    ["a star matches slashes", ["*.py"], ["a.py", "src/a.py"]],
    ["** may be no folder", ["**/*.py"], ["a.py", "src/a.py"]],
    ["** between slashes", ["src/**/a.py"], ["src/a.py"]],
    ["** at the end", ["src/**"], ["src/a.py", "src/lib/b.ts", "src/[id].ts"]],
    ["** alone", ["**"], files],
    ["**/ alone", ["**/"], files],
    ["a slash at the end matches no path", ["src/"], []],
    ["a slash in front matches no path", ["/src/**"], []],
    ["braces nest", ["*.{py,{ts,md}}"], ["a.py", "src/a.py", "src/lib/b.ts", "docs/x.md", "src/[id].ts"]],
    ["classes and quoting", ["q[?].txt", "src/\\[id\\].ts"], ["q?.txt", "src/[id].ts"]],
    ["negated classes match slashes", ["a[!x]b"], ["a/b"]],
    ["a question mark is one byte", ["?/x", "??/x"], ["é/x"]],
    ["an exclamation mark is one in include", ["!a.py"], []],
    ["an empty list includes nothing", [], []],
  ])("%s", (_what, include, expected) => {
    expect(included(include)).toEqual(expected);
  });

  it("takes back what a pattern with ! matches, whatever their order", () => {
    const expected = files.filter((file) => file !== "docs/x.md");
    expect(included(undefined, ["**/*.md", "**/.*", "!**/.github/**"])).toEqual(expected);
    expect(included(undefined, ["!**/.github/**", "**/*.md", "**/.*"])).toEqual(expected);
  });

  it("enters a directory that is excluded where something may be taken back in it", () => {
    const enters = (exclude: string[], directory: string): boolean =>
      patternMatcher({ exclude, include: ["*.py"], compatibility: "cocoindex" }).mayContain(directory);
    expect(enters(["src"], "src")).toBe(false);
    expect(enters(["src", "!src/{lib,bin}/**"], "src")).toBe(true);
    expect(enters(["src", "!**/*.py"], "src")).toBe(false);
    expect(enters(["**/.*", "!**/.github/**"], ".github")).toBe(true);
    expect(enters([], "docs")).toBe(true);
  });

  it.each(["[a", "{a,b", "a}", "[z-a]", "a\\"])("refuses %s", (pattern) => {
    expect(() => included([pattern])).toThrow(PatternError);
    expect(() => included(undefined, [`!${pattern}`])).toThrow(PatternError);
  });
});
