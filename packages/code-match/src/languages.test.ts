import { CodeSource, languages } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./index.ts";
import { languageCases } from "./testing/language-cases.ts";

const LONGEST = 100;

function shown(text: string): string {
  const line = text.replaceAll(/\n\s*/g, "⏎");
  return line.length > LONGEST ? `${line.slice(0, 60)} … ${line.slice(-37)}` : line;
}

describe("patterns in every language", () => {
  it("have at least fifteen cases each", () => {
    const parsed = languages.filter(({ hasGrammar }) => hasGrammar).map(({ name }) => name);
    expect(languageCases.map(({ language }) => language).sort()).toEqual([...parsed].sort());
    expect(languageCases.filter(({ cases }) => cases.length < 15).map(({ language }) => language)).toEqual([]);
  });

  describe.each(languageCases)("$language", ({ language, code, cases }) => {
    const source = new CodeSource(code, language);

    it.each(cases)("$pattern", async ({ pattern, matches }) => {
      const compiled = await compilePattern(pattern, language);
      const found = await compiled.match(source);
      expect(found.map(({ text }) => shown(text))).toEqual(matches);
    });
  });
});
