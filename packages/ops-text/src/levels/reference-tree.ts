import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Range } from "../text/range.ts";
import type { Piece } from "./piece.ts";
import { referenceLevels } from "./reference-levels.ts";
import { textPiece } from "./text-levels.ts";

/** Markdown's nodes whose inside is cut as prose; its other nodes are cut between their children. */
const TERMINAL_KINDS: ReadonlySet<string> = new Set(["inline", "indented_code_block", "fenced_code_block"]);

/** A text as CocoIndex divides it by its syntax tree. */
export function referenceTreePiece(tree: SyntaxTree, feeds: LineFeeds): Piece {
  return nodePiece(tree, feeds, tree.root);
}

function nodePiece(tree: SyntaxTree, feeds: LineFeeds, node: SyntaxNode): Piece {
  const range = node === tree.root ? { start: 0, end: tree.source.length } : rangeOf(tree, node);
  const { start, end } = range;
  return { start, end, parts: () => partsOf(tree, feeds, node, range) };
}

function partsOf(tree: SyntaxTree, feeds: LineFeeds, node: SyntaxNode, range: Range): readonly Piece[] {
  const prose = (start: number, end: number): Piece => textPiece(tree.source, feeds, { start, end }, referenceLevels);
  if (!tree.hasChildren(node) || TERMINAL_KINDS.has(tree.kind(node).name)) return [prose(range.start, range.end)];
  const parts: Piece[] = [];
  let from = range.start;
  for (const child of tree.children(node)) {
    const { start, end } = rangeOf(tree, child);
    if (start > from) parts.push(prose(from, start));
    parts.push(nodePiece(tree, feeds, child));
    from = end;
  }
  if (range.end > from) parts.push(prose(from, range.end));
  return parts;
}

function rangeOf(tree: SyntaxTree, node: SyntaxNode): Range {
  return { start: tree.start(node), end: tree.end(node) };
}
