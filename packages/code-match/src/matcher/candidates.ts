import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { Constraint, Item, Sequence } from "../pattern/item.ts";

/** A piece of text that a match must have in it. */
interface Anchor {
  readonly text: string;
  readonly folded: boolean;
}

/** The longest piece of text that every match of a sequence has in it; undefined when there is none. */
function anchorOf(sequence: Sequence): Anchor | undefined {
  let best: Anchor | undefined;
  for (const item of sequence.items) {
    const anchor = itemAnchor(item);
    if (anchor !== undefined && anchor.text.length > (best?.text.length ?? 0)) best = anchor;
  }
  return best;
}

function itemAnchor(item: Item): Anchor | undefined {
  if (item.type === "word") return item;
  // Text between tags may have white space at its ends that the pattern lacks.
  if (item.type === "literal") return { text: item.text, folded: false };
  if (item.quantity !== "one" && item.quantity !== "some") return undefined;
  for (const constraint of item.constraints) {
    const anchor = constraintAnchor(constraint);
    if (anchor !== undefined) return anchor;
  }
  return undefined;
}

function constraintAnchor(constraint: Constraint): Anchor | undefined {
  if (constraint.type === "whole" && !constraint.negated && constraint.alternatives.length === 1) {
    return anchorOf(constraint.alternatives[0] as Sequence);
  }
  return undefined;
}

/**
 * The candidates, children before parents, that a match of the sequence may lie in: those with its anchor in them.
 * Undefined when that may be all.
 */
export function anchoredCandidates(index: LeafIndex, sequence: Sequence): Int32Array | undefined {
  const anchor = anchorOf(sequence);
  if (anchor === undefined) return undefined;
  const { source, leafCount, leafEnd } = index;
  const text = anchor.folded ? lowered(source) : source;
  if (text === undefined) return undefined;
  const marked = new Set<number>();
  let leaf = 0;
  for (let offset = text.indexOf(anchor.text); offset >= 0; offset = text.indexOf(anchor.text, offset + 1)) {
    // The leaf there, or the next one: a node may begin before its first leaf, with characters that no leaf has.
    leaf = firstEndingBehind(leafEnd, leaf, offset);
    if (leaf >= leafCount) break;
    for (let node = index.leafNode[leaf] as number; node >= 0; node = index.parent[node] as number) {
      const rank = index.candidateRank[node] as number;
      if (rank < 0) continue;
      if (marked.has(rank)) break;
      marked.add(rank);
    }
  }
  const ranks = Int32Array.from(marked).sort();
  return ranks.map((rank) => index.candidates[rank] as number);
}

/** The text in lower case; undefined where that moves its characters. */
function lowered(source: string): string | undefined {
  const text = source.toLowerCase();
  return text.length === source.length ? text : undefined;
}

function firstEndingBehind(ends: Int32Array, from: number, offset: number): number {
  let low = from;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
