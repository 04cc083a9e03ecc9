import { type MemoKeyed, memoKey } from "@coco/connectorkit";
import { loadGrammar } from "../grammar/load-grammar.ts";
import { findLanguage } from "../language/find-language.ts";
import { CodeSourceError } from "./code-source-error.ts";
import type { SyntaxTree } from "../tree/syntax-tree.ts";

/**
 * Why a text has no syntax tree: no language was given; the one that was given is not known; there is no grammar for it;
 * the text has more than 4 MB (2^22 bytes of UTF-8); or parsing took more steps or memory than any sensible text of its size.
 */
export type TreeProblem = "no-language" | "unknown-language" | "no-grammar" | "too-large" | "too-complex";

/**
 * A tree takes a hundred times the memory of its text, and a second or two for each million bytes. Larger texts are data and
 * bundles, hardly ever what somebody wrote.
 */
const LARGEST_TEXT = 4 * 1024 * 1024;

/**
 * A text and its language, parsed when a tree is first asked for and at most once, for all who use it. As an argument of
 * a memoized function it is its text and language.
 */
export interface CodeSource extends MemoKeyed {
  readonly text: string;
  /** The language's name; as given, where it is not known. */
  readonly language: string | undefined;
  /**
   * The syntax tree. Code that breaks the grammar's rules has one too. Undefined where there can be none; then
   * {@link CodeSource.problem} says why.
   */
  tree(): Promise<SyntaxTree | undefined>;
  /** Why there is no tree; undefined when there is one. */
  problem(): Promise<TreeProblem | undefined>;
}

/**
 * Makes a {@link CodeSource}.
 *
 * @param language - a name, an alias, or an extension with its dot; `detectLanguage` finds it from a file's name. An
 * unknown one is no error: there is no tree then.
 * @throws CodeSourceError for a text that is no string.
 *
 * @example
 * const source = new CodeSource(await file.text(), detectLanguage(file.path.name));
 */
export const CodeSource: new (text: string, language?: string) => CodeSource =
  // An expression, because an exported class may not have a computed member under isolatedDeclarations.
  class {
    readonly text: string;
    readonly language: string | undefined;
    #tree: Promise<SyntaxTree | undefined> | undefined;

    constructor(text: string, language?: string) {
      checkString("text of a CodeSource", text);
      if (language !== undefined) checkString("language of a CodeSource", language);
      this.text = text;
      this.language = language === undefined ? undefined : (findLanguage(language)?.name ?? language);
    }

    tree(): Promise<SyntaxTree | undefined> {
      this.#tree ??= this.#parse();
      return this.#tree;
    }

    async problem(): Promise<TreeProblem | undefined> {
      if (this.language === undefined) return "no-language";
      const language = findLanguage(this.language);
      if (language === undefined) return "unknown-language";
      if (!language.hasGrammar) return "no-grammar";
      if (isTooLarge(this.text)) return "too-large";
      return (await this.tree()) === undefined ? "too-complex" : undefined;
    }

    [memoKey](): unknown {
      return [this.text, this.language];
    }

    async #parse(): Promise<SyntaxTree | undefined> {
      if (this.language === undefined || isTooLarge(this.text)) return undefined;
      const grammar = await loadGrammar(this.language);
      return grammar?.parse(this.text);
    }
  };

function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > LARGEST_TEXT;
}

function checkString(what: string, value: unknown): void {
  if (typeof value === "string") return;
  throw new CodeSourceError(`The ${what} must be a string, but is a value of type ${typeof value}.`, {
    code: "CODE_SOURCE_INVALID",
    hint: "Decode bytes first, for example with await file.text().",
  });
}
