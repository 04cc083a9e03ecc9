import type { LeafIndex } from "../leaves/leaf-index.ts";
import { firstLeafFrom, isBetweenTokens } from "./between-tokens.ts";
import type { Piece } from "./layout.ts";
import type { Part } from "./resolve-pieces.ts";
import { TemplateText } from "./template-text.ts";

/** A stretch of the source. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** How far source and replacement are the same: the leaf and the place in the replacement that come next. */
interface Agreement {
  readonly leaf: number;
  readonly place: number;
}

/** What stands between two fixed points: the source's own text as far as its tokens are those of the replacement. */
export function renderGap(index: LeafIndex, gap: Range, parts: readonly Part[], soft: boolean): Piece[] {
  const template = new TemplateText(index.source, parts, soft);
  const from = firstLeafFrom(index, gap.start);
  const to = firstLeafFrom(index, gap.end);

  const whole = agreeAhead(index, gap, template, false);
  const lastEnd = whole.leaf === from ? gap.start : (index.leafEnd[whole.leaf - 1] as number);
  const allTokens = whole.leaf === to && isBetweenTokens(index.tree, lastEnd, gap.end);
  if (allTokens && template.isBlank(whole.place, template.length)) return [kept(gap.start, gap.end)];

  const ahead = agreeAhead(index, gap, template, true);
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

/** Goes over the tokens that both begin with. */
function agreeAhead(index: LeafIndex, gap: Range, template: TemplateText, strict: boolean): Agreement {
  const to = firstLeafFrom(index, gap.end);
  let place = 0;
  let leaf = firstLeafFrom(index, gap.start);
  for (let behind = gap.start; leaf < to; leaf++) {
    const start = index.leafStart[leaf] as number;
    const at = isBetweenTokens(index.tree, behind, start) ? template.skip(place) : -1;
    behind = index.leafEnd[leaf] as number;
    const end = at < 0 ? -1 : template.match(at, index.source.slice(start, behind), strict);
    if (end < 0) break;
    place = end;
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
