import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { Bound } from "./bindings.ts";
import { childHolding } from "./children.ts";

/** What a pattern matched: leaves of a candidate, and what its names stand for. */
export interface Hit {
  /** The candidate. */
  readonly node: SyntaxNode;
  readonly firstLeaf: number;
  /** The leaf behind its last. */
  readonly lastLeaf: number;
  readonly bound: readonly (Bound | undefined)[];
  /** Whether the last item took nothing. */
  readonly endedEmpty: boolean;
}

/** Where a hit is in the text. */
export interface HitPlace {
  readonly start: number;
  readonly end: number;
  readonly node: SyntaxNode;
  /** Whether it is all of the node. */
  readonly whole: boolean;
}

/**
 * Where a hit is: all of a node, or from the first to the last of its children that the hit covers. White space at its
 * ends does not count, which some grammars have in their nodes.
 */
export function placeOf(index: LeafIndex, hit: Hit, compatible: boolean): HitPlace {
  const { tree } = index;
  const { firstLeaf, lastLeaf } = hit;
  const whole = firstLeaf === index.first[hit.node] && lastLeaf === index.last[hit.node];
  if (compatible) {
    const start = whole ? tree.start(hit.node) : (index.leafStart[firstLeaf] as number);
    const end = whole ? tree.end(hit.node) : (index.leafEnd[lastLeaf - 1] as number);
    return { start, end, node: hit.node, whole };
  }
  const node = whole ? withHiddenText(index, hit.node) : hit.node;
  const start = tree.start(whole ? node : childHolding(index, node, firstLeaf));
  const end = tree.end(whole ? node : childHolding(index, node, lastLeaf - 1));
  const text = index.source.slice(start, end);
  if (text.trim() === "") return { start, end, node, whole };
  return { start: end - text.trimStart().length, end: start + text.trimEnd().length, node, whole };
}

/**
 * Some grammars give only a part of a token a node: of `1.5rem` in CSS the unit. Then the nodes around it have the same
 * leaf, and the one that the text belongs to is the widest.
 */
function withHiddenText(index: LeafIndex, node: SyntaxNode): SyntaxNode {
  const { tree, source } = index;
  let widest = node;
  if (index.last[node] !== (index.first[node] as number) + 1) return node;
  for (let above = index.parent[node] as number; above >= 0; above = index.parent[above] as number) {
    if (index.first[above] !== index.first[node] || index.last[above] !== index.last[node]) break;
    if (index.named[above] === 0 || tree.children(above).length > 1) continue;
    const before = source.slice(tree.start(above), tree.start(widest));
    const after = source.slice(tree.end(widest), tree.end(above));
    if (before.trim() !== "" || after.trim() !== "") widest = above;
  }
  return widest;
}
