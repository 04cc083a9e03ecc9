import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CodeSource, languages } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./index.ts";

/**
 * Of each language a piece of code and patterns with what they match in it: `? pattern` is followed by `= text` of each
 * match. In a text, ⏎ is the end of a line with the indentation behind it, and long ones are cut in their middle.
 */
const folder = path.join(import.meta.dirname, "../test/languages");
const LONGEST = 100;

interface LanguageCases {
  readonly language: string;
  readonly code: string;
  readonly cases: readonly { readonly pattern: string; readonly matches: readonly string[] }[];
}

function readCases(file: string): LanguageCases {
  const text = readFileSync(path.join(folder, file), "utf8");
  const end = text.lastIndexOf("\n---\n");
  const cases = text
    .slice(end + 5)
    .split(/^\? /m)
    .slice(1)
    .map((lines) => {
      const [pattern = "", ...matches] = lines.trimEnd().split("\n");
      return { pattern, matches: matches.map((line) => line.slice(2)) };
    });
  return { language: path.basename(file, ".txt"), code: text.slice(0, end + 1), cases };
}

function shown(text: string): string {
  const line = text.replaceAll(/\n\s*/g, "⏎");
  return line.length > LONGEST ? `${line.slice(0, 60)} … ${line.slice(-37)}` : line;
}

const all = readdirSync(folder).map((file) => readCases(file));

describe("patterns in every language", () => {
  it("have at least fifteen cases each", () => {
    const parsed = languages.filter(({ hasGrammar }) => hasGrammar).map(({ name }) => name);
    expect(all.map(({ language }) => language).sort()).toEqual([...parsed].sort());
    expect(all.filter(({ cases }) => cases.length < 15).map(({ language }) => language)).toEqual([]);
  });

  describe.each(all)("$language", ({ language, code, cases }) => {
    const source = new CodeSource(code, language);

    it.each(cases)("$pattern", async ({ pattern, matches }) => {
      const compiled = await compilePattern(pattern, language);
      const found = await compiled.match(source);
      expect(found.map(({ text }) => shown(text))).toEqual(matches);
    });
  });
});
