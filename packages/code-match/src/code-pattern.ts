import { type CodeSource, type Grammar, loadGrammar, type SyntaxTree } from "@coco/syntax";
import { registerMemoKey } from "@coco/connectorkit";
import { CodeMatchError, PatternError } from "./code-match-error.ts";
import { leafIndex } from "./leaves/leaf-index.ts";
import type { BindingCheck } from "./matcher/bindings.ts";
import { MatchFinder } from "./matcher/match-finder.ts";
import { type Plan, planOf } from "./matcher/plan.ts";
import type { Compatibility } from "./pattern/compatibility.ts";
import { checkKinds } from "./pattern/check-kinds.ts";
import { parsePattern } from "./pattern/parse-pattern.ts";
import { tokenRules } from "./pattern/token-rules.ts";
import { keywordsOf } from "./prefilter/keywords.ts";
import { meetsRequirements, requiredTerms, type Requirements, requirementsOf } from "./prefilter/requirements.ts";
import { Capture, CodeMatch } from "./result/code-match.ts";

/** What a {@link CodePattern} may be told besides its text. */
export interface PatternOptions {
  /** What metavariables begin with: punctuation that the language does not need. Default `\`. */
  readonly sigil?: string | undefined;
  /** Patterns of code that a match must lie in, all of them. Names that they share with the pattern stand for the same. */
  readonly inside?: readonly string[] | undefined;
  /** Patterns of code that a match must not lie in, none of them. */
  readonly notInside?: readonly string[] | undefined;
  /** By name: whether a metavariable may stand for something. Where it may not, other ways to match are tried. */
  readonly where?: Readonly<Record<string, (capture: Capture) => boolean>> | undefined;
  /** "cocoindex": as CocoIndex 1.0.26 matches, not as coco does by default. */
  readonly compatibility?: Compatibility | undefined;
}

const BACKSLASH = "\\";
const SIGIL = /^[^\p{XID_Continue}\s(){}/*+?!^|"'`]+$/u;

/** A pattern, ready to be matched: code with holes in it. Made by {@link compilePattern}. */
export class CodePattern {
  /** As it was written. */
  readonly text: string;
  /** The language's name. */
  readonly language: string;
  /** The metavariables' names, in the order in which they first occur. */
  readonly names: readonly string[];
  readonly options: PatternOptions;
  readonly #plan: Plan;
  readonly #requirements: Requirements;

  /** @internal */
  constructor(text: string, grammar: Grammar, options: PatternOptions) {
    const { sigil = BACKSLASH, inside = [], notInside = [], compatibility } = options;
    const parsed = parsePattern(text, grammar.language, { sigil, inside, notInside, compatibility });
    checkKinds(parsed, grammar, text);
    this.text = text;
    this.language = grammar.language;
    this.names = parsed.names;
    this.options = options;
    this.#plan = planOf(parsed, compatibility !== undefined);
    this.#requirements = requirementsOf(parsed, keywordsOf(grammar));
  }

  /**
   * Whether a text has all the words that a match needs. Nothing is parsed. False is certain: there is no match then.
   */
  mightMatch(text: string): boolean {
    return meetsRequirements(text, this.#requirements);
  }

  /**
   * The words that {@link indexTerms} must have found in a source for the pattern to match there; of each list one is
   * enough. Where there are none, every source may match.
   *
   * @param minLength - the shortest terms that the index has. Default 3.
   */
  requiredTerms(minLength: number = 3): readonly (readonly string[])[] {
    return requiredTerms(this.#requirements, minLength, tokenRules(this.language).folding !== "none");
  }

  /**
   * All matches in a source: inner ones before those around them, then from left to right. The source is not parsed where
   * {@link CodePattern.mightMatch} is false.
   *
   * @throws CodeMatchError for a source of another language, or one without a syntax tree.
   */
  async match(source: CodeSource): Promise<CodeMatch[]> {
    if (source.language !== this.language) {
      throw new CodeMatchError(
        `A pattern for ${this.language} was matched against a source in ${source.language ?? "no language"}.`,
        { code: "MATCH_LANGUAGE_DIFFERS", hint: "Compile the pattern for the language of the source." },
      );
    }
    if (!this.mightMatch(source.text)) return [];
    const tree = await source.tree();
    if (tree === undefined) {
      throw new CodeMatchError(`The source has no syntax tree: ${await source.problem()}.`, {
        code: "MATCH_NO_TREE",
        hint: "It is too large, nested too deep, or no code. Leave it out.",
      });
    }
    return this.matchTree(tree);
  }

  /**
   * All matches in a tree of the pattern's language, as {@link CodePattern.match} gives them, and without looking at
   * {@link CodePattern.mightMatch} first.
   */
  matchTree(tree: SyntaxTree): CodeMatch[] {
    const index = leafIndex(tree);
    const { where } = this.options;
    const check: BindingCheck | undefined =
      where &&
      ((slot, { start, end, node }) => {
        const name = this.names[slot] as string;
        return !Object.hasOwn(where, name) || where[name]?.(new Capture(index, start, end, node)) === true;
      });
    return new MatchFinder(this.#plan, index, check)
      .find()
      .map((hit) => new CodeMatch(index, hit, this.names, this.#plan.compatible));
  }
}

registerMemoKey(CodePattern, ({ text, language, options }) => [text, language, options]);

/**
 * Reads a pattern and makes it ready. The pattern language is described in the documentation.
 *
 * @param pattern - code with metavariables in it, such as `print(\(ARGS*\))`; write it with `String.raw`.
 * @param language - the name, an alias, or an extension with its dot of a language that has a grammar.
 * @throws PatternError where the pattern breaks the rules; its message shows where.
 *
 * @example
 * const pattern = await compilePattern(String.raw`console.log(\(ARGS*\))`, "typescript");
 * for (const match of await pattern.match(source)) console.log(match.startPosition.line, match.captures.ARGS?.text);
 */
export async function compilePattern(
  pattern: string,
  language: string,
  options: PatternOptions = {},
): Promise<CodePattern> {
  const grammar = await loadGrammar(language);
  if (grammar === undefined) {
    throw new CodeMatchError(`There is no grammar of the language ${JSON.stringify(language)}.`, {
      code: "MATCH_NO_GRAMMAR",
      hint: "`languages` of @coco/syntax lists the languages; those with hasGrammar can be matched.",
    });
  }
  const { sigil } = options;
  if (sigil !== undefined && !SIGIL.test(sigil)) {
    throw new CodeMatchError(`${JSON.stringify(sigil)} cannot be a sigil.`, {
      code: "MATCH_SIGIL_INVALID",
      hint: "Use punctuation such as $, %, @ or §, without brackets, quotes, and the signs of patterns / * + ? ! ^ |.",
    });
  }
  const unknown = Object.keys(options.where ?? {});
  const compiled = new CodePattern(pattern, grammar, options);
  const missing = unknown.find((name) => !compiled.names.includes(name));
  if (missing === undefined) return compiled;
  throw new PatternError(`"where" has a condition on ${JSON.stringify(missing)}, which the pattern does not name.`, {
    code: "PATTERN_NAME_UNKNOWN",
    hint: `It names ${compiled.names.join(", ") || "nothing"}.`,
    pattern,
    offset: 0,
  });
}
