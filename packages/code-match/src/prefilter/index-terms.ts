import type { CodeSource, SyntaxTree } from "@coco/syntax";
import { CodeMatchError } from "../code-match-error.ts";
import { keywordsOf } from "./keywords.ts";
import type { Compatibility } from "../pattern/compatibility.ts";
import { tokenRules } from "../pattern/token-rules.ts";

/** How {@link indexTerms} reads a source. */
export interface IndexTermsOptions {
  /** Shorter terms are left out. Default 3. A pattern must be asked for terms of the same length. */
  readonly minLength?: number | undefined;
  /** "cocoindex": the terms that CocoIndex 1.0.26 finds. They are not enough to rule a source out with certainty. */
  readonly compatibility?: Compatibility | undefined;
}

const WORDS = /[\p{L}\p{N}_]+/gu;
const STARTS_WORD = /^[\p{L}_]/u;

/**
 * The words of a source, for an index that tells which sources a pattern may match: all of the words that
 * {@link CodePattern.requiredTerms} lists occur among them, or there is no match. Comments do not count. Without repeats,
 * in lower case where the language does not tell cases apart.
 *
 * @throws CodeMatchError for a source without a syntax tree.
 */
export async function indexTerms(source: CodeSource, options: IndexTermsOptions = {}): Promise<string[]> {
  const tree = await source.tree();
  if (tree === undefined) {
    throw new CodeMatchError(`The source has no syntax tree: ${await source.problem()}.`, {
      code: "MATCH_NO_TREE",
      hint: "Give a source in a language with a grammar.",
    });
  }
  const { minLength = 3, compatibility } = options;
  const found = new Set<string>();
  const add = (term: string): void => {
    if (Array.from(term).length >= minLength) found.add(term);
  };
  if (compatibility === undefined) addAllWords(tree, add);
  else addAsCocoIndex(tree, add);
  return [...found];
}

/** Words of the text outside of comments, and of each leaf, which may end within a word. */
function addAllWords(tree: SyntaxTree, add: (term: string) => void): void {
  const { source } = tree;
  const keywords = keywordsOf(tree.grammar);
  const folds = tokenRules(tree.grammar.language).folding !== "none";
  const addWords = (text: string): void => {
    for (const [word] of text.matchAll(WORDS)) {
      if (!STARTS_WORD.test(word)) continue;
      if (folds) add(word.toLowerCase());
      else if (!keywords.has(word)) add(word);
    }
  };
  let read = 0;
  for (let node = 0; node < tree.size; ) {
    const after = tree.after(node);
    if (isComment(tree, node)) {
      addWords(source.slice(read, tree.start(node)));
      read = Math.max(read, tree.end(node));
      node = after;
      continue;
    }
    if (after === node + 1) addWords(tree.text(node));
    node++;
  }
  addWords(source.slice(read));
}

function addAsCocoIndex(tree: SyntaxTree, add: (term: string) => void): void {
  for (let node = 0; node < tree.size; ) {
    const { name, named } = tree.kind(node);
    const after = tree.after(node);
    if (isComment(tree, node)) {
      node = after;
    } else if (/string|char/.test(name)) {
      for (const [word] of tree.text(node).matchAll(WORDS)) add(word);
      node = after;
    } else {
      if (named && after === node + 1 && STARTS_WORD.test(tree.text(node))) add(tree.text(node));
      node++;
    }
  }
}

function isComment(tree: SyntaxTree, node: number): boolean {
  return tree.kind(node).name.toLowerCase().includes("comment");
}
