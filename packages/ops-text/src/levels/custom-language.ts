import type { Compatibility } from "../compatibility.ts";
import { SplitterError } from "../splitter-error.ts";
import { searchable } from "../text/matches.ts";
import type { LanguageLevels } from "./piece.ts";
import { expression } from "./separators.ts";
import { type TextLevel, textPiece } from "./text-levels.ts";

/** A language of one's own, cut by regular expressions. */
export interface CustomLanguage {
  /** The name that the option `language` refers to it by; case does not matter. It may shadow a built-in language. */
  readonly name: string;
  /** Other names for it, for example `".abc"`. */
  readonly aliases?: readonly string[];
  /**
   * What separates pieces, from the coarsest level to the finest. Each expression is run on one piece of the level above
   * and sees nothing beside it. Text that a separator matches stays with the piece before it, or with the one after it
   * where the match begins with a line end; white space at the ends of a chunk goes.
   */
  readonly separators: readonly RegExp[];
}

/**
 * Languages by their names in lower case.
 *
 * @throws SplitterError for a name used twice, an empty one, or a separator that is no usable expression.
 */
export function customLevels(
  languages: readonly CustomLanguage[],
  compatibility: Compatibility | undefined,
): ReadonlyMap<string, LanguageLevels> {
  const byName = new Map<string, LanguageLevels>();
  for (const language of languages) {
    const keep = compatibility === undefined ? "by-line" : "none";
    const what = `The separators of the language ${JSON.stringify(language.name)}`;
    const levels: TextLevel[] = language.separators.map((pattern) => ({
      separator: expression(searchable(pattern, what)),
      keep,
    }));
    const names = [language.name, ...(language.aliases ?? [])];
    const entry: LanguageLevels = ({ text }, feeds) => textPiece(text, feeds, { start: 0, end: text.length }, levels);
    for (const name of names) {
      if (typeof name !== "string" || name === "") {
        throw new SplitterError("A custom language has an empty name or alias.", {
          code: "LANGUAGE_NAME_INVALID",
          hint: "Give it the name that you will pass as the option language.",
        });
      }
      if (byName.has(name.toLowerCase())) {
        throw new SplitterError(`The name ${JSON.stringify(name)} is used by two custom languages, or twice by one.`, {
          code: "LANGUAGE_NAME_TAKEN",
          hint: "Names and aliases are compared without regard to case: rename one of them.",
        });
      }
      byName.set(name.toLowerCase(), entry);
    }
  }
  return byName;
}
