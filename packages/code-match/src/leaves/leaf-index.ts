import type { NodeKind, SyntaxNode, SyntaxTree } from "@coco/syntax";

const NAMED = 1;
const COMMENT = 2;
const OPENS = 4;
const CLOSES = 8;
/** Closes what no bracket opens, but a keyword. */
const ENDS = 16;
const SEPARATES = 32;

const OPENERS: ReadonlySet<string> = new Set(["(", "[", "{"]);
const CLOSERS: ReadonlySet<string> = new Set([")", "]", "}"]);
const SEPARATORS: ReadonlySet<string> = new Set([",", ";"]);
const ENDERS: ReadonlySet<string> = new Set(["end", "fi", "done", "esac"]);

/**
 * A syntax tree as the matcher sees it: a row of leaves (nodes without children, comments left out), and for each node
 * which leaves it holds. Plain arrays by node or leaf number; -1 is "none".
 */
export interface LeafIndex {
  readonly tree: SyntaxTree;
  readonly source: string;
  /** Number of leaves. */
  readonly leafCount: number;
  /** By leaf: its node, and where its text is. */
  readonly leafNode: Int32Array;
  readonly leafStart: Int32Array;
  readonly leafEnd: Int32Array;
  /** By leaf: the outermost node that begins with it. */
  readonly outermost: Int32Array;
  /** By node: its first leaf (-1: it has none), and the leaf behind its last. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly parent: Int32Array;
  /** By node: 1 for a named one. */
  readonly named: Uint8Array;
  /** By node: where its children that have leaves begin in `children`; `size + 1` entries. */
  readonly childrenAt: Int32Array;
  readonly children: Int32Array;
  /** By node: its place in `children`. */
  readonly place: Int32Array;
  /**
   * By place: where the bracket stands that closes what stands there, among the same children; -1: none does. For a bracket
   * that which is around the pair.
   */
  readonly closer: Int32Array;
  /** By node: 1 for a separator, 2 for a bracket that closes, 3 for a keyword that does, 4 for one that opens; else 0. */
  readonly punctuation: Uint8Array;
  /** The nodes that a match is looked for in: of named nodes with the same leaves the innermost; children before parents. */
  readonly candidates: Int32Array;
  /** By node: its place in `candidates`. */
  readonly candidateRank: Int32Array;
}

const indexes = new WeakMap<SyntaxTree, LeafIndex>();

/** The index of a tree, made once. */
export function leafIndex(tree: SyntaxTree): LeafIndex {
  let index = indexes.get(tree);
  if (index === undefined) {
    index = buildIndex(tree);
    indexes.set(tree, index);
  }
  return index;
}

function kindFlags(): (kind: NodeKind) => number {
  const known = new Map<NodeKind, number>();
  return (kind) => {
    let flags = known.get(kind);
    if (flags === undefined) {
      flags = kind.named ? NAMED : tokenFlags(kind.name);
      if (kind.name.toLowerCase().includes("comment")) flags |= COMMENT;
      known.set(kind, flags);
    }
    return flags;
  };
}

function tokenFlags(token: string): number {
  if (OPENERS.has(token)) return OPENS;
  if (CLOSERS.has(token)) return CLOSES;
  if (SEPARATORS.has(token)) return SEPARATES;
  return ENDERS.has(token) ? ENDS : 0;
}

function punctuationOf(flags: number): number {
  if ((flags & CLOSES) !== 0) return 2;
  if ((flags & ENDS) !== 0) return 3;
  if ((flags & OPENS) !== 0) return 4;
  return (flags & SEPARATES) === 0 ? 0 : 1;
}

/** Goes through the children of nodes with closing brackets backwards, with the brackets that are still to be opened. */
function findClosers(
  bracketed: Iterable<SyntaxNode>,
  childrenAt: Int32Array,
  children: Int32Array,
  bracketOf: Uint8Array,
): Int32Array {
  const closer = new Int32Array(children.length).fill(-1);
  const open: number[] = [];
  for (const node of bracketed) {
    const from = childrenAt[node] as number;
    for (let place = (childrenAt[node + 1] as number) - 1; place >= from; place--) {
      const bracket = bracketOf[children[place] as SyntaxNode] as number;
      if ((bracket & OPENS) !== 0) open.pop();
      closer[place] = open.at(-1) ?? -1;
      if ((bracket & (CLOSES | ENDS)) !== 0) open.push(place);
    }
    open.length = 0;
  }
  return closer;
}

function buildIndex(tree: SyntaxTree): LeafIndex {
  const { size, source } = tree;
  const flagsOf = kindFlags();
  const leafNode = new Int32Array(size);
  const leafStart = new Int32Array(size);
  const leafEnd = new Int32Array(size);
  const first = new Int32Array(size).fill(-1);
  const last = new Int32Array(size).fill(-1);
  const parent = new Int32Array(size).fill(-1);
  const named = new Uint8Array(size);
  const brackets = new Uint8Array(size);
  const punctuation = new Uint8Array(size);
  const bracketed = new Set<SyntaxNode>();
  const candidates = new Int32Array(size);
  const candidateRank = new Int32Array(size).fill(-1);
  const childCounts = new Int32Array(size + 1);
  let leafCount = 0;
  let candidateCount = 0;

  const open: SyntaxNode[] = [];
  // By open node: the last candidate with leaves among its descendants.
  let latest = -1;

  const close = (node: SyntaxNode): void => {
    if (first[node] === -1) return;
    last[node] = leafCount;
    const above = parent[node] as number;
    if (above >= 0) childCounts[above + 1] = (childCounts[above + 1] as number) + 1;
    if (named[node] === 0) return;
    // Nodes close innermost first, so a wrapper of the same leaves comes right behind what it wraps.
    if (latest >= 0 && first[latest] === first[node] && last[latest] === leafCount) return;
    candidateRank[node] = candidateCount;
    candidates[candidateCount++] = node;
    latest = node;
  };

  for (let node = 0; node < size; ) {
    while (open.length > 0 && tree.after(open.at(-1) as SyntaxNode) <= node) close(open.pop() as SyntaxNode);
    const flags = flagsOf(tree.kind(node));
    const after = tree.after(node);
    if ((flags & COMMENT) !== 0) {
      node = after;
      continue;
    }
    parent[node] = open.at(-1) ?? -1;
    named[node] = flags & NAMED;
    brackets[node] = flags;
    if ((flags & (CLOSES | ENDS)) !== 0) bracketed.add(open.at(-1) ?? 0);
    punctuation[node] = punctuationOf(flags);
    if (after === node + 1) {
      leafNode[leafCount] = node;
      leafStart[leafCount] = tree.start(node);
      leafEnd[leafCount] = tree.end(node);
      first[node] = leafCount;
      for (let above = parent[node] as number; above >= 0 && first[above] === -1; above = parent[above] as number) {
        first[above] = leafCount;
      }
      leafCount++;
      close(node);
    } else {
      open.push(node);
    }
    node++;
  }
  while (open.length > 0) close(open.pop() as SyntaxNode);

  for (let node = 0; node < size; node++) {
    childCounts[node + 1] = (childCounts[node + 1] as number) + (childCounts[node] as number);
  }
  const filled = childCounts.slice();
  const children = new Int32Array(childCounts[size] as number);
  const place = new Int32Array(size).fill(-1);
  const outermost = new Int32Array(leafCount).fill(-1);
  for (let node = 0; node < size; node++) {
    const leaf = first[node] as number;
    if (leaf === -1) continue;
    if (outermost[leaf] === -1) outermost[leaf] = node;
    const above = parent[node] as number;
    if (above < 0) continue;
    const at = filled[above] as number;
    filled[above] = at + 1;
    children[at] = node;
    place[node] = at;
  }
  return {
    tree,
    source,
    leafCount,
    leafNode: leafNode.subarray(0, leafCount),
    leafStart: leafStart.subarray(0, leafCount),
    leafEnd: leafEnd.subarray(0, leafCount),
    outermost,
    first,
    last,
    parent,
    named,
    childrenAt: childCounts,
    children,
    place,
    punctuation,
    closer: findClosers(bracketed, childCounts, children, brackets),
    candidates: candidates.subarray(0, candidateCount),
    candidateRank,
  };
}
