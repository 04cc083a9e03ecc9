import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { Bound } from "./bindings.ts";

/** What a pattern matched: leaves of a candidate, and what its names stand for. */
export interface Hit {
  /** The candidate. */
  readonly node: SyntaxNode;
  readonly firstLeaf: number;
  /** The leaf behind its last. */
  readonly lastLeaf: number;
  readonly bound: readonly (Bound | undefined)[];
}

/** Where the text of a hit is: all of the node, with comments at its ends, or from the first to the last leaf. */
export function hitRange(
  index: LeafIndex,
  { node, firstLeaf, lastLeaf }: Hit,
): { readonly start: number; readonly end: number } {
  const { tree } = index;
  if (firstLeaf === index.first[node] && lastLeaf === index.last[node]) {
    return { start: tree.start(node), end: tree.end(node) };
  }
  return { start: index.leafStart[firstLeaf] as number, end: index.leafEnd[lastLeaf - 1] as number };
}
