import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";

/** Of the nodes that begin with a leaf the next one within another; -1 behind the leaf itself. */
export function innerNode(index: LeafIndex, node: SyntaxNode, leaf: number): SyntaxNode {
  const at = index.childrenAt[node] as number;
  if (at === index.childrenAt[node + 1]) return -1;
  const child = index.children[at] as number;
  return index.first[child] === leaf ? child : -1;
}

/** Place of the last child, from a place on, that ends before a leaf. The first is taken to do so. */
export function lastChildWithin(index: LeafIndex, node: SyntaxNode, from: number, limit: number): number {
  let low = from;
  let high = (index.childrenAt[node + 1] as number) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.last[index.children[middle] as number] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The child of a node that holds a leaf, which must be one of the node's. */
export function childHolding(index: LeafIndex, node: SyntaxNode, leaf: number): SyntaxNode {
  let low = index.childrenAt[node] as number;
  let high = (index.childrenAt[node + 1] as number) - 1;
  if (high < low) return node;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.last[index.children[middle] as number] as number) <= leaf) low = middle + 1;
    else high = middle;
  }
  return index.children[low] as number;
}

/** Whether a node is no more than the quotes that a string begins or ends with. */
export function isQuote(index: LeafIndex, node: SyntaxNode): boolean {
  if (index.childrenAt[node] !== index.childrenAt[node + 1]) return false;
  const leaf = index.first[node] as number;
  const start = index.leafStart[leaf] as number;
  const length = (index.leafEnd[leaf] as number) - start;
  const quote = index.source.charCodeAt(start);
  if (quote !== 0x22 && quote !== 0x27 && quote !== 0x60) return false;
  // Two quotes may be a string, and an empty one.
  return length === 1 || (length === 3 && index.source.charCodeAt(start + 1) === quote);
}
