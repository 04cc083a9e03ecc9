import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { LiteralItem, NodeItem, Sequence, WordItem } from "../pattern/item.ts";
import type { Bindings, Bound } from "./bindings.ts";
import { innerNode, isQuote, lastChildWithin } from "./children.ts";
import { bracketOrParent, isBalanced, lastBalancedChild } from "./balance.ts";
import { endOf, type Goal } from "./goal.ts";
import { isSeparator, isTrailingSeparator, wordsOfLeaf } from "./words-of-leaf.ts";
import type { Plan } from "./plan.ts";
import { Steps } from "./steps.ts";

/** Whether a node, or a lone token, meets an item's conditions. May bind names. */
export type NodeCheck = (item: NodeItem, node: SyntaxNode) => boolean;

/** Matches items against leaves, with backtracking; the first way that succeeds counts. */
export class SequenceMatcher {
  readonly index: LeafIndex;
  readonly bindings: Bindings;
  /** Set where the last item of a sequence took nothing. */
  endedEmpty = false;
  readonly #plan: Plan;
  readonly #meets: NodeCheck;
  readonly #steps: Steps;
  /** By item and leaf: the attempt in which no way from there succeeded. */
  #failures: Int32Array | undefined;
  /** By item and node, in an attempt: from which child on no end of a run succeeds. */
  #deadEnds = new Map<number, number>();
  #attempt = 0;
  #attempts = 0;

  constructor(plan: Plan, index: LeafIndex, bindings: Bindings, meets: NodeCheck) {
    this.#plan = plan;
    this.index = index;
    this.bindings = bindings;
    this.#meets = meets;
    this.#steps = new Steps(index.leafCount);
  }

  /** How many steps were taken so far. */
  get steps(): number {
    return this.#steps.taken;
  }

  /** Begins anew: what failed before may succeed with another goal. */
  begin(): void {
    this.#attempt = ++this.#attempts;
    if (this.#deadEnds.size > 0) this.#deadEnds = new Map();
  }

  /** Runs another search in the middle of an attempt. */
  apart<T>(search: () => T): T {
    const outer = this.#attempt;
    const outerDeadEnds = this.#deadEnds;
    const outerEmpty = this.endedEmpty;
    this.#deadEnds = new Map();
    try {
      return search();
    } finally {
      this.endedEmpty = outerEmpty;
      this.#attempt = outer;
      this.#deadEnds = outerDeadEnds;
    }
  }

  /** Matches a sequence from a leaf on in an attempt of its own; where it ends, or -1. Bindings stay on success. */
  nested(sequence: Sequence, leaf: number, goal: Goal): number {
    return this.apart(() => {
      this.begin();
      const saved = this.bindings.save();
      const end = this.match(sequence, 0, leaf, goal);
      if (end < 0) this.bindings.restore(saved);
      return end;
    });
  }

  /** Matches a sequence's items from number `at` on; where they end, or -1. */
  match(sequence: Sequence, at: number, leaf: number, goal: Goal): number {
    let item = sequence.items[at];
    let next = at;
    let end = leaf;
    while (item?.type === "word") {
      if (end >= goal.limit) return -1;
      let taken = wordsOfLeaf(this.index, sequence, next, end, this.#plan.compatible);
      if (taken === 0 && this.#skipsSeparator(item, end, goal.limit))
        taken = wordsOfLeaf(this.index, sequence, next, ++end, false);
      if (taken === 0) return -1;
      next += taken;
      end++;
      item = sequence.items[next];
    }
    return item === undefined ? endOf(goal, end, this.index) : this.#nodes(item, sequence, next, end, goal);
  }

  /** Matches from an item on that may be matched in several ways. */
  #nodes(item: LiteralItem | NodeItem, sequence: Sequence, at: number, leaf: number, goal: Goal): number {
    this.#steps.take();
    if (leaf >= goal.limit && !canBeEmpty(item)) return -1;
    const row = this.#plan.memory[sequence.base + at] as number;
    const memory = row * (this.index.leafCount + 1) + leaf;
    if (row >= 0 && this.#failures?.[memory] === this.#attempt) return -1;
    const attempt = this.#attempt;
    const end =
      item.type === "literal"
        ? this.#literal(item, sequence, at, leaf, goal)
        : this.#node(item, sequence, at, leaf, goal);
    if (end < 0 && row >= 0) this.#remember(memory, attempt);
    return end;
  }

  #remember(memory: number, attempt: number): void {
    this.#failures ??= new Int32Array(this.#plan.memories * (this.index.leafCount + 1));
    this.#failures[memory] = attempt;
  }

  #skipsSeparator(item: WordItem, leaf: number, limit: number): boolean {
    return !this.#plan.compatible && leaf + 1 < limit && isTrailingSeparator(this.index, item, leaf);
  }

  #literal(item: LiteralItem, sequence: Sequence, at: number, leaf: number, goal: Goal): number {
    for (let node = this.index.outermost[leaf] as number; node >= 0; node = innerNode(this.index, node, leaf)) {
      const end = this.index.last[node] as number;
      if (end > goal.limit || !this.#isText(node, item)) continue;
      const found = this.match(sequence, at + 1, end, goal);
      if (found >= 0) return found;
    }
    return -1;
  }

  #isText(node: SyntaxNode, { text, trimmed }: LiteralItem): boolean {
    const { tree, source } = this.index;
    const start = tree.start(node);
    const end = tree.end(node);
    if (!trimmed) return end - start === text.length && source.startsWith(text, start);
    return end - start >= text.length && source.slice(start, end).trim() === text;
  }

  #node(item: NodeItem, sequence: Sequence, at: number, leaf: number, goal: Goal): number {
    if (item.quantity === "any" || item.quantity === "some") return this.#run(item, sequence, at, leaf, goal);
    if (leaf < goal.limit) {
      for (let node = this.index.outermost[leaf] as number; node >= 0; node = innerNode(this.index, node, leaf)) {
        const end = this.index.last[node] as number;
        if (end > goal.limit || !this.#mayTake(item, node)) continue;
        const follows = this.#mayFollow(sequence, at + 1, end, goal);
        const found = follows ? this.#take(item, node, sequence, at, end, goal) : -1;
        if (found >= 0) return found;
        const shorter = this.#takesSemicolon(sequence, at + 1, node, leaf)
          ? this.#take(item, node, sequence, at, end - 1, goal)
          : -1;
        if (shorter >= 0) return shorter;
      }
    }
    if (item.quantity === "one") return -1;
    return this.#takeNothing(item, leaf, sequence, at, goal);
  }

  /** Whether the leaf may begin as the item does: looked at before anything is bound. */
  #mayFollow({ items }: Sequence, at: number, leaf: number, { type, limit }: Goal): boolean {
    const item = items[at];
    if (item === undefined) return type === "within" || leaf === limit;
    if (item.type !== "word" || item.folded) return true;
    if (leaf >= limit) return false;
    const unit = this.index.source.charCodeAt(this.index.leafStart[leaf] as number);
    // White space and separators may be passed over.
    return unit === item.text.charCodeAt(0) || unit <= 0x20 || unit === 0x2c || unit === 0x3b;
  }

  /** Whether an item takes nodes like this at all: named ones, and where it allows, tokens. */
  #mayTake(item: NodeItem, node: SyntaxNode): boolean {
    const { index } = this;
    const free = item.constraints.length > 0 || this.#plan.compatible;
    if (!free && isQuote(index, node)) return false;
    if (index.named[node] === 1) return true;
    if (!item.tokens || index.childrenAt[node] !== index.childrenAt[node + 1]) return false;
    return free || index.punctuation[node] === 0 || index.punctuation[node] === 3;
  }

  /** Whether the node ends with the `;` that comes next in the pattern, as a declaration in the head of a `for` does. */
  #takesSemicolon({ items }: Sequence, at: number, node: SyntaxNode, leaf: number): boolean {
    const next = items[at];
    const last = (this.index.last[node] as number) - 1;
    if (next?.type !== "word" || next.text !== ";" || this.#plan.compatible) return false;
    return last > leaf && this.index.source.charCodeAt(this.index.leafStart[last] as number) === 0x3b;
  }

  #take(item: NodeItem, node: SyntaxNode, sequence: Sequence, at: number, end: number, goal: Goal): number {
    if (item.slot < 0 && item.constraints.length === 0) return this.match(sequence, at + 1, end, goal);
    const saved = this.bindings.save();
    const { tree, last, leafEnd } = this.index;
    const whole = end === last[node];
    const textEnd = whole ? tree.end(node) : (leafEnd[end - 1] as number);
    if (
      this.#meets(item, node) &&
      (item.slot < 0 ||
        this.bindings.bind(item.slot, { start: tree.start(node), end: textEnd, node: whole ? node : -1 }))
    ) {
      const found = this.match(sequence, at + 1, end, goal);
      if (found >= 0) return found;
    }
    this.bindings.restore(saved);
    return -1;
  }

  /** Neighbouring children of one node, the longest run first, at last none. */
  #run(item: NodeItem, sequence: Sequence, at: number, leaf: number, goal: Goal): number {
    const { index } = this;
    const reachable = item.constraints.length === 0 ? undefined : this.#reachable(item, leaf, goal.limit);
    const id = sequence.base + at;
    const memorable =
      this.#plan.boundless[id] === true && reachable === undefined && this.bindings.unchecked(item.slot);
    let shortest = goal.limit + 1;
    if (leaf < goal.limit) {
      for (let node = index.outermost[leaf] as number; node >= 0; node = innerNode(this.index, node, leaf)) {
        const above = index.parent[node] as number;
        if ((index.last[node] as number) > goal.limit || above < 0) continue;
        const from = index.place[node] as number;
        const balanced = !this.#plan.compatible;
        let to = balanced
          ? lastBalancedChild(index, above, from, goal.limit)
          : lastChildWithin(index, above, from, goal.limit);
        const memory = id * index.tree.size + (balanced ? bracketOrParent(index, from) : above);
        if (memorable) to = Math.min(to, (this.#deadEnds.get(memory) ?? Number.POSITIVE_INFINITY) - 1);
        for (let place = to; place >= from; place--) {
          this.#steps.take();
          const end = index.last[index.children[place] as number] as number;
          // The same stretch may be one of children of several nodes, one within the other.
          if (end >= shortest) continue;
          if (balanced && !isBalanced(index, from, place)) continue;
          shortest = end;
          if (!this.#mayFollow(sequence, at + 1, end, goal)) continue;
          if (reachable !== undefined && !reachable.has(end)) continue;
          const found = this.#takeRun(item, this.#boundRun(from, place), end, sequence, at, goal);
          if (found >= 0) return found;
        }
        if (memorable && to >= from) this.#deadEnds.set(memory, from);
      }
    }
    return item.quantity === "some" ? -1 : this.#takeNothing(item, leaf, sequence, at, goal);
  }

  #takeNothing(item: NodeItem, leaf: number, sequence: Sequence, at: number, goal: Goal): number {
    const found = this.#takeRun(item, this.#boundToNothing(leaf), leaf, sequence, at, goal);
    if (found >= 0 && at === sequence.items.length - 1) this.endedEmpty = true;
    return found;
  }

  #takeRun(item: NodeItem, bound: Bound, end: number, sequence: Sequence, at: number, goal: Goal): number {
    if (item.slot < 0) return this.match(sequence, at + 1, end, goal);
    const saved = this.bindings.save();
    if (this.bindings.bind(item.slot, bound)) {
      const found = this.match(sequence, at + 1, end, goal);
      if (found >= 0) return found;
    }
    this.bindings.restore(saved);
    return -1;
  }

  #boundToNothing(leaf: number): Bound {
    const { leafStart, leafEnd, leafCount } = this.index;
    const start = (leaf < leafCount ? leafStart[leaf] : leafEnd[leaf - 1]) as number;
    return { start, end: start, node: -1 };
  }

  /** Some neighbouring children. A node may have characters at its ends that no leaf has. */
  #boundRun(from: number, to: number): Bound {
    const { index } = this;
    const { tree } = index;
    const first = index.children[from] as SyntaxNode;
    const last = index.children[to] as SyntaxNode;
    if (!this.#plan.compatible) return { start: tree.start(first), end: tree.end(last), node: -1 };
    const start = index.leafStart[index.first[first] as number] as number;
    return { start, end: index.leafEnd[(index.last[last] as number) - 1] as number, node: -1 };
  }

  /** The ends that nodes and tokens which meet the item's conditions lead to, one behind the other. */
  #reachable(item: NodeItem, leaf: number, limit: number): Set<number> {
    const { index } = this;
    const ends = new Set<number>();
    const starts = new Set([leaf]);
    for (let at = leaf; at < limit; at++) {
      if (!starts.has(at)) continue;
      for (let node = index.outermost[at] as number; node >= 0; node = innerNode(index, node, at)) {
        this.#steps.take();
        const end = index.last[node] as number;
        if (end > limit || ends.has(end) || !this.#mayTake(item, node)) continue;
        const saved = this.bindings.save();
        if (this.#meets(item, node)) {
          ends.add(end);
          starts.add(end);
          if (item.separators && end < limit && isSeparator(index, end)) starts.add(end + 1);
        }
        this.bindings.restore(saved);
      }
    }
    return ends;
  }
}

function canBeEmpty(item: { readonly type: string; readonly quantity?: string }): boolean {
  return item.type === "node" && (item.quantity === "any" || item.quantity === "optional");
}
