import type { LeafIndex } from "../leaves/leaf-index.ts";
import { firstLeafFrom, isBetweenTokens } from "./between-tokens.ts";
import type { Piece } from "./layout.ts";
import type { Part } from "./resolve-pieces.ts";
import { isSeparatorBeforeCloser } from "./separators.ts";
import { TemplateText } from "./template-text.ts";

/** A stretch of the source. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** How source and replacement are compared. */
export interface GapRules {
  /** Whether line breaks of the replacement count no more than other white space. */
  readonly soft: boolean;
  /** Whether the source may have a separator before a closing bracket that the replacement lacks. */
  readonly lenient: boolean;
}

/** How far source and replacement are the same: the leaf and the place in the replacement that come next. */
interface Agreement {
  readonly leaf: number;
  readonly place: number;
}

/** What stands between two fixed points: the source's own text as far as its tokens are those of the replacement. */
export function renderGap(index: LeafIndex, gap: Range, parts: readonly Part[], rules: GapRules): Piece[] {
  const { lenient } = rules;
  const template = new TemplateText(index.source, parts, rules.soft);
  const from = firstLeafFrom(index, gap.start);
  const to = firstLeafFrom(index, gap.end);

  const whole = agreeAhead(index, gap, template, { lenient, strict: false });
  const lastEnd = whole.leaf === from ? gap.start : (index.leafEnd[whole.leaf - 1] as number);
  const allTokens = whole.leaf === to && isBetweenTokens(index.tree, lastEnd, gap.end);
  if (allTokens && template.isBlank(whole.place, template.length)) return [kept(gap.start, gap.end)];

  const ahead = agreeAhead(index, gap, template, { lenient, strict: true });
  const headEnd = ahead.leaf === from ? gap.start : (index.leafEnd[ahead.leaf - 1] as number);
  const back = agreeBack(index, gap, template, ahead);
  const tailStart = back.leaf === to ? gap.end : (index.leafStart[back.leaf] as number);
  const next = ahead.leaf === to ? gap.end : (index.leafStart[ahead.leaf] as number);
  const previous = back.leaf === ahead.leaf ? tailStart : (index.leafEnd[back.leaf - 1] as number);
  return [
    kept(gap.start, headEnd + commentsBehind(index, headEnd, next)),
    ...template.slice(ahead.place, back.place),
    kept(tailStart - commentsBefore(index, previous, tailStart), gap.end),
  ].filter((piece) => piece.type === "text" || piece.start < piece.end);
}

/**
 * Goes over the tokens that both begin with.
 * @param strict - whether operators of the replacement must not run on behind a token.
 */
function agreeAhead(
  index: LeafIndex,
  gap: Range,
  template: TemplateText,
  { lenient, strict }: { readonly lenient: boolean; readonly strict: boolean },
): Agreement {
  const to = firstLeafFrom(index, gap.end);
  const matched = (leaf: number, place: number): number => {
    const start = index.leafStart[leaf] as number;
    const behind = Math.max(gap.start, leaf === 0 ? 0 : (index.leafEnd[leaf - 1] as number));
    const at = isBetweenTokens(index.tree, behind, start) ? template.skip(place) : -1;
    return at < 0 ? -1 : template.match(at, index.source.slice(start, index.leafEnd[leaf]), strict);
  };
  let place = 0;
  let leaf = firstLeafFrom(index, gap.start);
  while (leaf < to) {
    let taken = 1;
    let end = matched(leaf, place);
    if (end < 0 && lenient && leaf + 1 < to && isSeparatorBeforeCloser(index, leaf)) {
      taken = 2;
      end = matched(leaf + 1, place);
    }
    if (end < 0) break;
    place = end;
    leaf += taken;
  }
  return { leaf, place };
}

/** Goes back over the tokens that both end with, not further than they agree from ahead. */
function agreeBack(index: LeafIndex, gap: Range, template: TemplateText, ahead: Agreement): Agreement {
  let leaf = firstLeafFrom(index, gap.end);
  let place = template.length;
  for (let before = gap.end; leaf > ahead.leaf; leaf--) {
    const end = index.leafEnd[leaf - 1] as number;
    const at = isBetweenTokens(index.tree, end, before) ? template.skipBack(place, ahead.place) : -1;
    before = index.leafStart[leaf - 1] as number;
    const start = at < 0 ? -1 : template.matchBack(at, index.source.slice(before, end), ahead.place);
    if (start < 0) break;
    place = start;
  }
  return { leaf, place };
}

/** Length of the comments behind what stays, up to the next token. One that ends its line takes the line break along. */
function commentsBehind({ tree, source }: LeafIndex, from: number, to: number): number {
  const text = source.slice(from, to);
  const comments = text.trimEnd();
  if (comments === "" || !isBetweenTokens(tree, from, to)) return 0;
  return text.includes("\n", comments.length) ? text.length : comments.length;
}

/** Length of the comments before what stays, from the token before on. */
function commentsBefore({ tree, source }: LeafIndex, from: number, to: number): number {
  const comments = source.slice(from, to).trimStart();
  return comments === "" || !isBetweenTokens(tree, from, to) ? 0 : comments.length;
}

function kept(start: number, end: number): Piece {
  return { type: "source", start, end, nested: false };
}
