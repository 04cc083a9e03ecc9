import { describe, expect, it } from "vitest";
import { PatternError } from "../errors/pattern-error.ts";
import { fingerprint } from "../fingerprint/fingerprint.ts";
import { patternMatcher } from "./pattern-matcher.ts";

const files = [
  "readme.md",
  "main.ts",
  ".env",
  "guide/intro.md",
  "guide/intro.txt",
  "guide/deep/er/notes.md",
  "src/main.ts",
  "src/main.test.ts",
  "src/[id].ts",
  "src/lib/x.ts",
  ".github/ci/build.yml",
  ".cache/a.md",
  "node_modules/a/index.ts",
  "pkg/node_modules/b/index.ts",
  "data/2023/a.csv",
  "data/2024/a.csv",
  "data/raw.bin",
  "文件/测试😀.md",
  "odd/!bang.md",
  "odd/#hash.md",
  "odd/star*.md",
  "odd/space .md",
  "odd/line\nbreak.md",
];

function included(...include: string[]): string[] {
  const matcher = patternMatcher({ include });
  return files.filter((file) => matcher.matches(file));
}

function remaining(...exclude: string[]): string[] {
  const matcher = patternMatcher({ exclude });
  return files.filter((file) => matcher.matches(file));
}

function without(...paths: string[]): string[] {
  return files.filter((file) => !paths.some((path) => file === path || file.startsWith(`${path}/`)));
}

describe("patternMatcher", () => {
  it.each<[string, string[], string[]]>([
    ["a name without slash at any depth", ["main.ts"], ["main.ts", "src/main.ts"]],
    ["a slash in front ties it to the root", ["/main.ts"], ["main.ts"]],
    ["a slash within ties it to the root", ["src/main.ts"], ["src/main.ts"]],
    ["* stays within a name", ["guide/*"], ["guide/intro.md", "guide/intro.txt", "guide/deep/er/notes.md"]],
    ["* stays within a name", ["guide/*.md"], ["guide/intro.md"]],
    ["* stays within a name", ["*/*/*.csv"], ["data/2023/a.csv", "data/2024/a.csv"]],
    ["** crosses slashes", ["guide/**/*.md"], ["guide/intro.md", "guide/deep/er/notes.md"]],
    ["** may be no folder", ["**/readme.md"], ["readme.md"]],
    [
      "** at the end is everything beneath",
      ["src/**"],
      ["src/main.ts", "src/main.test.ts", "src/[id].ts", "src/lib/x.ts"],
    ],
    ["** within a name is *", ["src/m**.ts"], ["src/main.ts", "src/main.test.ts"]],
    ["** alone is everything", ["**"], files],
    ["a directory brings what lies in it", ["lib"], ["src/lib/x.ts"]],
    ["a slash behind means directories", ["lib/"], ["src/lib/x.ts"]],
    ["a slash behind means directories", ["main.ts/"], []],
    ["? is one character", ["?ain.ts"], ["main.ts", "src/main.ts"]],
    ["? is one character, also a wide one", ["文件/测试?.md"], ["文件/测试😀.md"]],
    ["classes", ["data/202[0-3]/**"], ["data/2023/a.csv"]],
    ["classes", ["data/202[!0-3]/*"], ["data/2024/a.csv"]],
    ["classes", ["data/[[:digit:]]*/*"], ["data/2023/a.csv", "data/2024/a.csv"]],
    ["classes", ["/[]m-]ain.ts"], ["main.ts"]],
    ["classes never hold a slash", ["src[!x]main.ts"], []],
    ["braces", ["*.{csv,bin}"], ["data/2023/a.csv", "data/2024/a.csv", "data/raw.bin"]],
    [
      "braces nest and cross slashes",
      ["{data/{2023,raw*},readme.md}"],
      ["readme.md", "data/2023/a.csv", "data/raw.bin"],
    ],
    ["a backslash quotes", ["src/\\[id\\].ts"], ["src/[id].ts"]],
    ["a backslash quotes", ["odd/star\\*.md", "\\!bang.md"], ["odd/!bang.md", "odd/star*.md"]],
    ["a class quotes", ["src/[[]id].ts"], ["src/[id].ts"]],
    ["# starts no comment", ["#hash.md"], ["odd/#hash.md"]],
    ["spaces count", ["odd/space .md"], ["odd/space .md"]],
    ["a line break is a character", ["odd/line*"], ["odd/line\nbreak.md"]],
    ["case counts", ["README.md"], []],
    [
      "! takes back",
      ["*.ts", "!*.test.ts", "!node_modules"],
      ["main.ts", "src/main.ts", "src/[id].ts", "src/lib/x.ts"].concat([
        "node_modules/a/index.ts",
        "pkg/node_modules/b/index.ts",
      ]),
    ],
    ["an empty list includes nothing", [], []],
  ])("includes: %s (%#)", (_, include, expected) => {
    expect(included(...include).sort()).toEqual([...expected].sort());
  });

  it.each<[string, string[], string[]]>([
    ["a directory with all that lies in it", ["node_modules"], without("node_modules", "pkg/node_modules")],
    ["what lies in a directory", ["**/node_modules/**"], without("node_modules", "pkg/node_modules")],
    ["hidden entries", [".*"], without(".env", ".github", ".cache")],
    ["all hidden entries but one folder", ["**/.*", "!**/.github/**"], without(".env", ".cache")],
    ["all hidden entries but one folder", [".*", "!.github"], without(".env", ".cache")],
    ["the last pattern wins", ["!guide", "guide"], without("guide")],
    ["the last pattern wins", ["guide", "!guide"], files],
    [
      "a file is taken back inside an excluded directory",
      ["src", "!src/lib/x.ts"],
      without("src/main.ts", "src/main.test.ts", "src/[id].ts"),
    ],
    ["everything but", ["**", "!guide/**/*.md"], ["guide/intro.md", "guide/deep/er/notes.md"]],
    ["nothing", [], files],
  ])("excludes: %s (%#)", (_, exclude, expected) => {
    expect(remaining(...exclude)).toEqual(expected);
  });

  it("needs both an include and no exclude", () => {
    const matcher = patternMatcher({ include: ["*.ts"], exclude: ["*.test.ts", "node_modules/"] });
    expect(files.filter((file) => matcher.matches(file))).toEqual([
      "main.ts",
      "src/main.ts",
      "src/[id].ts",
      "src/lib/x.ts",
    ]);
  });

  it("judges a directory as such", () => {
    const matcher = patternMatcher({ exclude: ["build/"] });
    expect(matcher.matches("build", true)).toBe(false);
    expect(matcher.matches("build")).toBe(true);
    expect(matcher.matches("build/out.o")).toBe(false);
  });

  it("never prunes a directory that holds a chosen file", () => {
    const words = ["a", "b", "*", "**", "?", "a*", "{a,b}", "[ab]"];
    const paths = ["a", "b", "ab", "a/b", "b/a", "a/a/b", "a/b/a", "b/ab/a", "ab/b/b"];
    const lists: string[][] = [];
    for (const one of words)
      for (const two of words) lists.push([`${one}/${two}`], [one, `!${two}/a`], [`/${one}/**`, `!**/${two}`]);
    for (const list of lists) {
      for (const matcher of [patternMatcher({ include: list }), patternMatcher({ exclude: list })]) {
        for (const path of paths.filter((each) => matcher.matches(each))) {
          for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
            expect(matcher.mayContain(path.slice(0, slash)), `${JSON.stringify(list)} ${path}`).toBe(true);
          }
        }
      }
    }
  });

  it("prunes what cannot hold a chosen file", () => {
    const prunes = (options: Parameters<typeof patternMatcher>[0], directory: string): boolean =>
      !patternMatcher(options).mayContain(directory);
    expect(prunes({ include: ["src/**/*.ts"] }, "guide")).toBe(true);
    expect(prunes({ include: ["src/*/x.ts"] }, "src/lib/deep")).toBe(true);
    expect(prunes({ include: ["*.ts"] }, "guide/deep")).toBe(false);
    expect(prunes({ include: ["docs/"] }, "docs/deep/er")).toBe(false);
    expect(prunes({ include: [] }, "")).toBe(true);
    expect(prunes({ exclude: ["node_modules"] }, "pkg/node_modules")).toBe(true);
    expect(prunes({ exclude: ["**/node_modules/**"] }, "pkg/node_modules")).toBe(true);
    expect(prunes({ exclude: ["/dist/**"] }, "dist")).toBe(true);
    expect(prunes({ exclude: ["/dist/*"] }, "dist")).toBe(false);
    expect(prunes({ exclude: [".*", "!.github/**"] }, ".github")).toBe(false);
    expect(prunes({ exclude: [".*", "!.github/**"] }, ".cache")).toBe(true);
    expect(prunes({ exclude: ["**"] }, "")).toBe(false);
  });

  it.each([
    ["[a", '"[" is not closed'],
    ["![a", '"[" is not closed'],
    ["{a,b", '"{" is not closed'],
    ["a}", '"}" closes nothing'],
    ["[z-a]", "the range z-a runs backwards"],
    ["[[:word:]]", "there is no class [:word:]"],
    ["[a/b]", "a class in brackets holds a slash"],
    ["a\\", "a backslash stands at its end"],
    ["", "it is empty"],
    ["!", "it is empty"],
    ["/", "it is empty"],
    ["a//b", "two slashes follow each other"],
    ["./src/**", 'no path holds "."'],
    ["../x", 'no path holds ".."'],
    ["{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}{1,2}", "stands for more than 1000 patterns"],
  ])("refuses %j", (pattern, problem) => {
    for (const options of [{ include: [pattern] }, { exclude: [pattern] }]) {
      expect(() => patternMatcher(options)).toThrow(problem);
      expect(() => patternMatcher(options)).toThrow(PatternError);
    }
  });

  it("refuses an include list that includes nothing, and what is no string", () => {
    expect(() => patternMatcher({ include: ["!*.md"] })).toThrow("Nothing is included by");
    expect(() => patternMatcher({ exclude: [/x/ as never] })).toThrow("A pattern is a string, not /x/");
  });

  it("counts by its patterns as an argument of a memoized function", () => {
    const of = (exclude: string[]): Uint8Array => fingerprint(patternMatcher({ exclude }));
    expect(of(["a"])).toEqual(of(["a"]));
    expect(of(["a"])).not.toEqual(of(["b"]));
  });
});
