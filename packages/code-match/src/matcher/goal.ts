import type { LeafIndex } from "../leaves/leaf-index.ts";
import { childHolding } from "./children.ts";

/** Where a sequence may end. */
export type Goal =
  /** Exactly before this leaf. */
  | { readonly type: "exact"; readonly limit: number }
  /** Behind any child of a candidate, as far as what is matched from `start` on may be reported. */
  | { readonly type: "within"; readonly limit: number; readonly node: number; readonly start: number };

/** Where a match ends that may end before this leaf: there, or behind the separators that follow; -1 where it may not. */
export function endOf(goal: Goal, leaf: number, index: LeafIndex): number {
  if (goal.type === "exact") return leaf === goal.limit ? leaf : -1;
  const { node, start, limit } = goal;
  if (leaf <= start) return -1;
  if (leaf === limit && start === index.first[node]) return leaf;
  const child = childHolding(index, node, leaf - 1);
  if ((index.childrenAt[node] as number) === (index.childrenAt[node + 1] as number)) return -1;
  const end = skipSeparators(index, leaf, index.last[child] as number);
  if (end < 0) return -1;
  // A fragment is several children, or a lone token; a lone named child is a candidate of its own.
  const firstChild = childHolding(index, node, start);
  if (firstChild !== child) return end;
  const lone = index.first[firstChild] === start && end === start + 1 && index.named[firstChild] === 0;
  return lone ? end : -1;
}

/** Whether only `;` and `,` stand between the leaf and the end; the end then, else -1. */
function skipSeparators(index: LeafIndex, leaf: number, end: number): number {
  for (let at = leaf; at < end; at++) {
    const start = index.leafStart[at] as number;
    const unit = index.source.charCodeAt(start);
    if (index.leafEnd[at] !== start + 1 || (unit !== 0x3b && unit !== 0x2c)) return -1;
  }
  return end;
}
