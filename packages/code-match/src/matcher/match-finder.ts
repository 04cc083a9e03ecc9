import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { Condition, Constraint, NodeItem, Sequence } from "../pattern/item.ts";
import { type BindingCheck, Bindings } from "./bindings.ts";
import { anchoredCandidates } from "./candidates.ts";
import type { Goal } from "./goal.ts";
import type { Hit } from "./hit.ts";
import type { Plan } from "./plan.ts";
import { SequenceMatcher } from "./sequence-matcher.ts";

/** Finds what a pattern matches in one tree. */
export class MatchFinder {
  readonly #index: LeafIndex;
  readonly #plan: Plan;
  readonly #bindings: Bindings;
  readonly #matcher: SequenceMatcher;
  /** Of contained sequences that stand alone: all that they match, by their first leaf. */
  readonly #contained = new Map<Sequence, readonly Hit[]>();
  /** Of groups that stand alone: whether a node is one. */
  readonly #whole = new Map<Constraint, Map<SyntaxNode, boolean>>();
  /** Of conditions that stand alone: what they match in a candidate. */
  readonly #around = new Map<Sequence, Map<SyntaxNode, readonly Hit[]>>();

  constructor(plan: Plan, index: LeafIndex, check: BindingCheck | undefined) {
    this.#plan = plan;
    this.#index = index;
    this.#bindings = new Bindings(index, plan.names.length, check);
    this.#matcher = new SequenceMatcher(plan, index, this.#bindings, (item, node) => this.#meets(item, node));
  }

  /** How many steps the search took so far: what its time goes by. */
  get steps(): number {
    return this.#matcher.steps;
  }

  /** All matches: by candidates, children before parents, then by where they begin. */
  find(): Hit[] {
    const { sequence, conditions } = this.#plan;
    const all = this.#search(sequence);
    const hits = this.#plan.compatible ? all : withoutStumps(this.#index, all);
    return conditions.length === 0 ? hits : hits.flatMap((hit) => this.#underConditions(hit));
  }

  #search(sequence: Sequence): Hit[] {
    const hits: Hit[] = [];
    if (sequence.items.length === 0) return hits;
    for (const node of anchoredCandidates(this.#index, sequence) ?? this.#index.candidates) {
      this.#bindings.clear();
      this.#searchIn(sequence, node, hits);
    }
    return hits;
  }

  /** Adds what the sequence matches in one candidate, whose names are bound as they are. */
  #searchIn(sequence: Sequence, node: SyntaxNode, hits: Hit[]): void {
    const index = this.#index;
    const from = index.childrenAt[node] as number;
    const to = index.childrenAt[node + 1] as number;
    const limit = index.last[node] as number;
    const saved = this.#bindings.save();
    this.#matcher.begin();
    let behind = -1;
    for (let place = from; place === from || place < to; place++) {
      const start =
        from === to ? (index.first[node] as number) : (index.first[index.children[place] as number] as number);
      if (start < behind) continue;
      this.#matcher.endedEmpty = false;
      const end = this.#matcher.match(sequence, 0, start, { type: "within", limit, node, start });
      if (end < 0) continue;
      const { endedEmpty } = this.#matcher;
      hits.push({ node, firstLeaf: start, lastLeaf: end, bound: this.#bindings.save(), endedEmpty });
      this.#bindings.restore(saved);
      behind = end;
    }
  }

  #meets(item: NodeItem, node: SyntaxNode): boolean {
    return item.constraints.every((constraint) => this.#meetsOne(constraint, node));
  }

  #meetsOne(constraint: Constraint, node: SyntaxNode): boolean {
    const { tree } = this.#index;
    switch (constraint.type) {
      case "regex":
        return constraint.regex.test(tree.text(node)) !== constraint.negated;
      case "kind":
        return (tree.kind(node).named && constraint.kinds.includes(tree.kind(node).name)) !== constraint.negated;
      case "whole":
        return this.#isWhole(constraint, node) !== constraint.negated;
      case "contains":
        return this.#contains(constraint.body, node, constraint.negated) !== constraint.negated;
    }
  }

  #isWhole(constraint: Constraint & { readonly type: "whole" }, node: SyntaxNode): boolean {
    let known = this.#whole.get(constraint);
    if (known === undefined) this.#whole.set(constraint, (known = new Map()));
    const before = known.get(node);
    const { alternatives, negated } = constraint;
    // Without it, groups in groups would be looked at again for each of the ways around them.
    if (before === false) return false;
    if (before === true && (negated || alternatives.every((one) => this.#plan.nameless.has(one)))) return true;
    const goal: Goal = { type: "exact", limit: this.#index.last[node] as number };
    const saved = this.#bindings.save();
    const found = alternatives.some((one) => this.#matcher.nested(one, this.#index.first[node] as number, goal) >= 0);
    if (negated) this.#bindings.restore(saved);
    if (alternatives.every((one) => this.#plan.independent.has(one))) known.set(node, found);
    return found;
  }

  /** Whether the node, which must be a child of another, has a match within it; binds what that match does. */
  #contains(body: Sequence, node: SyntaxNode, discard: boolean): boolean {
    const index = this.#index;
    const isChild = index.parent[node] !== -1 || index.childrenAt[node + 1] === (index.childrenAt[node] as number) + 1;
    if (!isChild || body.items.length === 0) return discard;
    const hit = this.#plan.independent.has(body) ? this.#containedAlone(body, node) : this.#containedBound(body, node);
    if (hit === undefined) return false;
    if (!discard) this.#bindAll(hit.bound);
    return true;
  }

  #bindAll(bound: Hit["bound"]): void {
    for (const [slot, value] of bound.entries()) {
      if (value !== undefined && this.#bindings.values[slot] === undefined) this.#bindings.values[slot] = value;
    }
  }

  /** The leftmost of all matches that lie within the node. */
  #containedAlone(body: Sequence, node: SyntaxNode): Hit | undefined {
    const index = this.#index;
    let hits = this.#contained.get(body);
    if (hits === undefined) {
      hits = this.#apart(() => this.#search(body)).sort((one, other) => one.firstLeaf - other.firstLeaf);
      this.#contained.set(body, hits);
    }
    const first = index.first[node] as number;
    const last = index.last[node] as number;
    for (let at = firstAt(hits, first); at < hits.length; at++) {
      const hit = hits[at] as Hit;
      if (hit.firstLeaf >= last) return undefined;
      if (this.#plan.compatible || hit.lastLeaf <= last) return hit;
    }
    return undefined;
  }

  /** The first match, children before parents, with the names as they are bound. */
  #containedBound(body: Sequence, node: SyntaxNode): Hit | undefined {
    const index = this.#index;
    const end = index.tree.after(node);
    const inner: number[] = [];
    for (let one = node; one < end; one++) {
      const rank = index.candidateRank[one] as number;
      if (rank >= 0) inner.push(rank);
    }
    inner.sort((one, other) => one - other);
    return this.#apart(() => {
      for (const rank of inner) {
        const hits: Hit[] = [];
        this.#searchIn(body, index.candidates[rank] as number, hits);
        if (hits[0] !== undefined) return hits[0];
      }
      return undefined;
    });
  }

  /** Runs another search in the middle of one. */
  #apart<T>(search: () => T): T {
    const saved = this.#bindings.save();
    try {
      return this.#matcher.apart(search);
    } finally {
      this.#bindings.restore(saved);
    }
  }

  /** The match with what its surroundings add to it; nothing where they are not as the pattern says. */
  #underConditions(hit: Hit): Hit[] {
    let { bound } = hit;
    for (const condition of this.#plan.conditions) {
      this.#bindings.restore(bound);
      const around = this.#surrounding(condition, hit);
      if ((around === undefined) !== condition.negated) return [];
      if (around !== undefined) bound = bound.map((value, slot) => value ?? around.bound[slot]);
    }
    return [{ ...hit, bound }];
  }

  /** The innermost match of a condition that the hit lies in. */
  #surrounding({ body }: Condition, hit: Hit): Hit | undefined {
    const index = this.#index;
    const size = hit.lastLeaf - hit.firstLeaf;
    const bound = this.#bindings.save();
    for (let node = hit.node; node >= 0; node = index.parent[node] as number) {
      if (index.candidateRank[node] === -1) continue;
      for (const around of this.#hitsIn(body, node, bound)) {
        const holds = around.firstLeaf <= hit.firstLeaf && around.lastLeaf >= hit.lastLeaf;
        if (holds && around.lastLeaf - around.firstLeaf > size) return around;
      }
    }
    return undefined;
  }

  #hitsIn(body: Sequence, node: SyntaxNode, bound: Hit["bound"]): readonly Hit[] {
    const alone = this.#plan.unbound.has(body);
    let known = this.#around.get(body);
    if (known === undefined) this.#around.set(body, (known = new Map<SyntaxNode, readonly Hit[]>()));
    const stored = alone ? known.get(node) : undefined;
    if (stored !== undefined) return stored;
    const hits: Hit[] = [];
    this.#bindings.restore(bound);
    if (alone) this.#bindings.clear();
    this.#searchIn(body, node, hits);
    if (alone) known.set(node, hits);
    return hits;
  }
}

function isWhole(index: LeafIndex, node: SyntaxNode, firstLeaf: number, lastLeaf: number): boolean {
  return firstLeaf === index.first[node] && lastLeaf === index.last[node];
}

/**
 * Leaves out what ends where a run at the end of the pattern took nothing, though with more it is a whole node: of
 * `echo \(A*\)` the bare `echo`. What is itself a node of some size stays, such as a `try` before other statements.
 */
function withoutStumps(index: LeafIndex, hits: readonly Hit[]): Hit[] {
  const farthest = new Map<number, number>();
  for (const { node, firstLeaf, lastLeaf } of hits) {
    if (!isWhole(index, node, firstLeaf, lastLeaf)) continue;
    farthest.set(firstLeaf, Math.max(farthest.get(firstLeaf) ?? 0, lastLeaf));
  }
  return hits.filter(
    ({ node, firstLeaf, lastLeaf, endedEmpty }) =>
      !endedEmpty ||
      lastLeaf >= (farthest.get(firstLeaf) ?? 0) ||
      (isWhole(index, node, firstLeaf, lastLeaf) && lastLeaf > firstLeaf + 2),
  );
}

function firstAt(hits: readonly Hit[], leaf: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle] as Hit).firstLeaf < leaf) low = middle + 1;
    else high = middle;
  }
  return low;
}
