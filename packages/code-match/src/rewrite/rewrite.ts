import type { CodeSource } from "@coco/syntax";
import type { CodePattern } from "../code-pattern.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { EditPlan, type Replacer } from "./edit-plan.ts";
import { layOut } from "./layout.ts";
import { resolvePieces } from "./resolve-pieces.ts";
import { Rewriting } from "./rewriting.ts";
import { readTemplate } from "./template.ts";

/**
 * What comes in place of a match: code with the names of the pattern in it, or a function that gives the final text, and
 * undefined where the match is to stay.
 */
export type Replacement = string | ((match: CodeMatch) => string | undefined);

/** What {@link rewrite} may be told besides. */
export interface RewriteOptions {
  /** Which matches are to be replaced. Default: all. */
  readonly filter?: ((match: CodeMatch) => boolean) | undefined;
}

/**
 * Replaces what a pattern matches.
 *
 * Where the replacement has the same tokens as the code, that code's white space and comments stay. What names stand for
 * is kept as it is written; if it comes into a line with other indentation, its further lines move with it, except within strings. Lines
 * of the replacement get the indentation of the line that the match begins in. A name that took nothing goes together with
 * the comma beside it. An empty replacement takes the whole line away where nothing else is in it.
 *
 * Of matches that overlap, outer and then left ones are replaced, and also those within what names of theirs stand for.
 *
 * @param replacement - write it with `String.raw`; a name stands as in the pattern, with or without a quantifier.
 * @throws PatternError for a name that the pattern lacks, and as {@link CodePattern.match} does.
 *
 * @example
 * const pattern = await compilePattern(String.raw`assertEquals(\A, \B)`, "typescript");
 * const rewriting = await rewrite(pattern, source, String.raw`expect(\A).toEqual(\B)`);
 * console.log(rewriting.diff({ path: "sum.test.ts" }));
 */
export async function rewrite(
  pattern: CodePattern,
  source: CodeSource,
  replacement: Replacement,
  { filter }: RewriteOptions = {},
): Promise<Rewriting> {
  const matches = await pattern.match(source);
  const wanted = filter === undefined ? matches : matches.filter((match) => filter(match));
  return rewriteMatches(pattern, source, wanted, replacement, { filter });
}

/** Replaces these matches of a pattern. */
export function rewriteMatches(
  pattern: CodePattern,
  source: CodeSource,
  matches: readonly CodeMatch[],
  replacement: Replacement,
  options: RewriteOptions = {},
): Rewriting {
  const replacer = replacerOf(pattern, replacement);
  const again = (next: CodeSource): Promise<Rewriting> => rewrite(pattern, next, replacement, options);
  const [first] = matches;
  if (first === undefined) return new Rewriting(source, [], [], again);
  const plan = new EditPlan(first.tree, matches, replacer);
  const edits = plan.edits();
  const skipped = plan.matches.filter((match) => !plan.applied.has(match));
  return new Rewriting(source, edits, skipped, again);
}

function replacerOf(pattern: CodePattern, replacement: Replacement): Replacer {
  if (typeof replacement === "function") return replacement;
  const { text, names, language, options } = pattern;
  const template = readTemplate(replacement, { text, names, language, sigil: options.sigil ?? "\\" });
  return (match) => layOut(match, resolvePieces(template.pieces, match), template);
}
