import type { Constraint, Item, ParsedPattern, Sequence } from "../pattern/item.ts";

/** What is worked out about a pattern once, for all sources. */
export interface Plan extends ParsedPattern {
  readonly compatible: boolean;
  /** By item: whether a failure from it on does not depend on what names are bound to. */
  readonly memorable: readonly boolean[];
  /** By item: whether, too, what comes behind it does not depend on what it takes. */
  readonly boundless: readonly boolean[];
  /** The contained sequences that share no name with the rest of the pattern: what they match can be found beforehand. */
  readonly independent: ReadonlySet<Sequence>;
  /** The conditions' sequences that share no name with the match. */
  readonly unbound: ReadonlySet<Sequence>;
}

export function planOf(parsed: ParsedPattern, compatible: boolean): Plan {
  const memory: Memory = { memorable: [], boundless: [] };
  const independent = new Set<Sequence>();
  const uses = namesBySequence(parsed);
  markMemorable(parsed.sequence, new Set(), memory);
  for (const { body } of parsed.conditions) markMemorable(body, allNames(parsed), memory);
  for (const body of containedIn(parsed)) {
    const own = uses.get(body) ?? new Map();
    const total = countUses(parsed);
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
  return { ...parsed, compatible, ...memory, independent, unbound: new Set(unbound) };
}

interface Memory {
  readonly memorable: boolean[];
  readonly boundless: boolean[];
}

function allNames({ names }: ParsedPattern): Set<number> {
  return new Set(names.keys());
}

/** Marks the items of a sequence, and of those in it; `bound` may be bound before it begins. */
function markMemorable({ items, base }: Sequence, bound: ReadonlySet<number>, memory: Memory): void {
  const before = new Set(bound);
  items.forEach((item, at) => {
    const rest = new Set(items.slice(at).flatMap((later) => slotsOf(later)));
    const memorable = ![...rest].some((slot) => before.has(slot));
    const later = items.slice(at + 1).flatMap((one) => slotsOf(one));
    memory.memorable[base + at] = memorable;
    memory.boundless[base + at] = memorable && !slotsOf(item).some((slot) => later.includes(slot));
    for (const sequence of sequencesOf(item)) markMemorable(sequence, before, memory);
    for (const slot of slotsOf(item)) before.add(slot);
  });
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

function containedIn({ sequence, conditions }: ParsedPattern): Sequence[] {
  const found: Sequence[] = [];
  const visit = (one: Sequence): void => {
    for (const item of one.items) {
      if (item.type !== "node") continue;
      for (const constraint of item.constraints) {
        if (constraint.type === "contains") found.push(constraint.body);
        constraintSequences(constraint).forEach(visit);
      }
    }
  };
  visit(sequence);
  for (const { body } of conditions) visit(body);
  return found;
}

function namesBySequence(parsed: ParsedPattern): Map<Sequence, Map<number, number>> {
  return new Map(containedIn(parsed).map((body) => [body, countOf(body)]));
}
