import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import { lastChildWithin } from "./children.ts";

/**
 * Place of the last child that a run from a place on may take: it ends before the bracket that closes what it is in. A
 * place before `from` where it may take none, for it would begin with such a bracket.
 */
export function lastBalancedChild(index: LeafIndex, node: SyntaxNode, from: number, limit: number): number {
  const opening = index.punctuation[index.children[from] as SyntaxNode] as number;
  if (opening === 2 || opening === 3) return from - 1;
  const last = lastChildWithin(index, node, from, limit);
  const closer = index.closer[from] as number;
  return closer < 0 ? last : Math.min(last, closer - 1);
}

/** Whether a run from one place to another closes all brackets that it opens. */
export function isBalanced(index: LeafIndex, from: number, to: number): boolean {
  return index.closer[to] === index.closer[from] && index.punctuation[index.children[to] as SyntaxNode] !== 4;
}

/** What stands for all places that runs can lead between: the bracket that closes them, else their parent. */
export function bracketOrParent(index: LeafIndex, place: number): SyntaxNode {
  const closer = index.closer[place] as number;
  if (closer >= 0) return index.children[closer] as SyntaxNode;
  return index.parent[index.children[place] as SyntaxNode] as SyntaxNode;
}
