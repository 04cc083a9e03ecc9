import { describe, expect, it } from "vitest";
import { type CustomLanguage, RecursiveSplitter, type SplitOptions } from "../index.ts";

async function split(text: string, options: SplitOptions, ...customLanguages: CustomLanguage[]): Promise<string[]> {
  return (await new RecursiveSplitter({ customLanguages }).split(text, options)).map((chunk) => chunk.text);
}

describe("a custom language", () => {
  it("keeps a mark with the piece before it, and what follows a line end with the piece after it", async () => {
    const language: CustomLanguage = { name: "play", separators: [/\nSCENE /, /[.?!]+\s+/] };
    const text = "Prologue here.\nSCENE one is long. It goes on.\nSCENE two";
    expect(await split(text, { chunkSize: 20, minChunkSize: 5, language: "play" }, language)).toEqual([
      "Prologue here.",
      "SCENE one is long.",
      "It goes on.",
      "SCENE two",
    ]);
  });

  it("may shadow a built-in language, and is found by name or alias whatever the case", async () => {
    const language: CustomLanguage = { name: "Markdown", aliases: [".MD"], separators: [/\|/] };
    for (const name of ["markdown", ".md", "MARKDOWN"]) {
      const chunks = await split("# a\n\nb|# c\n\nd", { chunkSize: 8, minChunkSize: 4, language: name }, language);
      expect(chunks).toEqual(["# a\n\nb|", "# c\n\nd"]);
    }
  });

  it("is cut at white space, else at graphemes, where its separators leave too much", async () => {
    const language: CustomLanguage = { name: "none", separators: [] };
    const chunks = await split("alpha beta gamma delta", { chunkSize: 12, language: "none" }, language);
    expect(chunks).toEqual(["alpha beta", "gamma delta"]);
  });

  it("is refused for a name used twice, an empty name, or a separator that is no expression", () => {
    const make = (...customLanguages: CustomLanguage[]): unknown => new RecursiveSplitter({ customLanguages });
    const a: CustomLanguage = { name: "a", separators: [] };
    expect(() => make(a, { name: "b", aliases: ["A"], separators: [] })).toThrow(/The name "A" is used by two/);
    expect(() => make({ name: "", separators: [] })).toThrow(/empty name/);
    expect(() => make({ name: "c", separators: ["x" as unknown as RegExp] })).toThrow(/language "c" .*the string "x"/);
  });
});
