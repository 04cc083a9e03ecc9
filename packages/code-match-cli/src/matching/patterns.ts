import { CodeMatchError, type CodePattern, compilePattern, PatternError } from "@coco/code-match";
import { findLanguage } from "@coco/syntax";
import { UsageError } from "../usage-error.ts";

/** How a pattern is given on the command line. */
export interface PatternArguments {
  readonly language?: string;
  readonly inside?: readonly string[];
  readonly notInside?: readonly string[];
  readonly sigil?: string;
}

/** One pattern in the languages of the files that are met. */
export class Patterns {
  /** The languages that were asked for; undefined: each file's own. */
  readonly languages: readonly string[] | undefined;
  readonly #text: string;
  readonly #options: PatternArguments;
  readonly #compiled = new Map<string, CodePattern | undefined>();
  #problem: Error | undefined;

  private constructor(text: string, options: PatternArguments) {
    this.#text = text;
    this.#options = options;
    this.languages = options.language?.split(",").map((name) => knownLanguage(name.trim()));
  }

  /** @throws PatternError in a language that was asked for. */
  static async compile(text: string, options: PatternArguments): Promise<Patterns> {
    const patterns = new Patterns(text, options);
    for (const language of patterns.languages ?? []) {
      if ((await patterns.in(language)) === undefined) patterns.expectOne();
    }
    return patterns;
  }

  /** The pattern in a language; undefined where it is none there. */
  async in(language: string): Promise<CodePattern | undefined> {
    if (this.#compiled.has(language)) return this.#compiled.get(language);
    let pattern: CodePattern | undefined;
    if (findLanguage(language)?.hasGrammar === true) {
      try {
        const { sigil, inside, notInside } = this.#options;
        pattern = await compilePattern(this.#text, language, { sigil, inside, notInside });
      } catch (error) {
        if (!(error instanceof PatternError || error instanceof CodeMatchError)) throw error;
        this.#problem ??= error;
      }
    }
    this.#compiled.set(language, pattern);
    return pattern;
  }

  /** @throws PatternError where the pattern is one in none of the languages that were met. */
  expectOne(): void {
    const found = [...this.#compiled.values()].some((pattern) => pattern !== undefined);
    if (this.#problem !== undefined && (!found || this.languages !== undefined)) throw this.#problem;
  }
}

function knownLanguage(name: string): string {
  const language = findLanguage(name);
  if (language?.hasGrammar !== true)
    throw new UsageError(
      `There is no grammar of the language ${JSON.stringify(name)}.`,
      "Names and extensions count: python, .py",
    );
  return language.name;
}
