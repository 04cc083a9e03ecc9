import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.join(import.meta.dirname, "../../test/languages");

/**
 * Of a language a piece of code and patterns with what they match in it: `? pattern` is followed by `= text` of each
 * match. In a text, ⏎ is the end of a line with the indentation behind it, and long ones are cut in their middle.
 */
export interface LanguageCases {
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

/** The cases of all languages, by language. */
export const languageCases: readonly LanguageCases[] = readdirSync(folder).map((file) => readCases(file));
