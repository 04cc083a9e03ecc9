import type { Constraint, Item, ParsedPattern, Sequence } from "../pattern/item.ts";

/** What is worked out about a pattern once, for all sources. */
export interface Plan extends ParsedPattern {
  readonly compatible: boolean;
  /**
   * By item: where its failures are kept. -1 for a word, which matches in one way, and where a failure depends on what
   * names are bound to.
   */
  readonly memory: readonly number[];
  /** Number of items whose failures are kept. */
  readonly memories: number;
  /** By item: whether, too, what comes behind it does not depend on what it takes. */
  readonly boundless: readonly boolean[];
  /** The sequences in groups that share no name with the rest of the pattern: what they match depends on the node alone. */
  readonly independent: ReadonlySet<Sequence>;
  /** Of these, the ones without names. */
  readonly nameless: ReadonlySet<Sequence>;
  /** The conditions' sequences that share no name with the match. */
  readonly unbound: ReadonlySet<Sequence>;
}

export function planOf(parsed: ParsedPattern, compatible: boolean): Plan {
  const memory: Memory = { memory: [], boundless: [], memories: 0 };
  const independent = new Set<Sequence>();
  const nameless = new Set<Sequence>();
  const uses = namesBySequence(parsed);
  markMemorable(parsed.sequence, new Set(), memory);
  for (const { body } of parsed.conditions) markMemorable(body, allNames(parsed), memory);
  const total = countUses(parsed);
  for (const body of sequencesWithin(parsed)) {
    const own = uses.get(body) ?? new Map();
    if (own.size === 0) nameless.add(body);
    if ([...own].every(([slot, count]) => total.get(slot) === count)) independent.add(body);
  }
  const matched = new Set(parsed.sequence.items.flatMap((item) => slotsOf(item)));
  const unbound = parsed.conditions
    .map(({ body }) => body)
    .filter((body) => {
      const others = parsed.conditions.filter((one) => one.body !== body).flatMap((one) => one.body.items);
      const taken = new Set([...matched, ...others.flatMap((item) => slotsOf(item))]);
      return !body.items.some((item) => slotsOf(item).some((slot) => taken.has(slot)));
    });
  return { ...parsed, compatible, ...memory, independent, nameless, unbound: new Set(unbound) };
}

interface Memory {
  readonly memory: number[];
  readonly boundless: boolean[];
  memories: number;
}

function allNames({ names }: ParsedPattern): Set<number> {
  return new Set(names.keys());
}

/** Marks the items of a sequence, and of those in it; `bound` may be bound before it begins. */
function markMemorable({ items, base }: Sequence, bound: ReadonlySet<number>, memory: Memory): void {
  const uses = items.map((item) => slotsOf(item));
  const lastUse = new Map(uses.flatMap((slots, at) => slots.map((slot) => [slot, at])));
  const before = new Set(bound);
  // Slots that are bound and still to be compared with.
  const live = new Set([...bound].filter((slot) => lastUse.has(slot)));
  for (const [at, item] of items.entries()) {
    const own = uses[at] as readonly number[];
    const isMemorable = live.size === 0;
    memory.memory[base + at] = isMemorable && item.type !== "word" ? memory.memories++ : -1;
    memory.boundless[base + at] = isMemorable && own.every((slot) => lastUse.get(slot) === at);
    for (const sequence of sequencesOf(item)) markMemorable(sequence, before, memory);
    for (const slot of own) {
      before.add(slot);
      if (lastUse.get(slot) === at) live.delete(slot);
      else live.add(slot);
    }
  }
}

function sequencesOf(item: Item): Sequence[] {
  return item.type === "node" ? item.constraints.flatMap((constraint) => constraintSequences(constraint)) : [];
}

/** The sequences within a condition. */
function constraintSequences(constraint: Constraint): readonly Sequence[] {
  if (constraint.type === "whole") return constraint.alternatives;
  return constraint.type === "contains" ? [constraint.body] : [];
}

/** The slots that an item uses, as often as it does. */
function slotsOf(item: Item): number[] {
  const own = item.type === "node" && item.slot >= 0 ? [item.slot] : [];
  return [...own, ...sequencesOf(item).flatMap(({ items }) => items.flatMap((inner) => slotsOf(inner)))];
}

function countOf(sequence: Sequence): Map<number, number> {
  const counts = new Map<number, number>();
  for (const slot of sequence.items.flatMap((item) => slotsOf(item))) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  return counts;
}

function countUses({ sequence, conditions }: ParsedPattern): Map<number, number> {
  const items = [sequence, ...conditions.map(({ body }) => body)].flatMap((one) => one.items);
  return countOf({ items, base: 0 });
}

function sequencesWithin({ sequence, conditions }: ParsedPattern): Sequence[] {
  const found: Sequence[] = [];
  const visit = (one: Sequence): void => {
    for (const item of one.items) {
      if (item.type !== "node") continue;
      for (const constraint of item.constraints) {
        found.push(...constraintSequences(constraint));
        constraintSequences(constraint).forEach(visit);
      }
    }
  };
  visit(sequence);
  for (const { body } of conditions) visit(body);
  return found;
}

function namesBySequence(parsed: ParsedPattern): Map<Sequence, Map<number, number>> {
  return new Map(sequencesWithin(parsed).map((body) => [body, countOf(body)]));
}
