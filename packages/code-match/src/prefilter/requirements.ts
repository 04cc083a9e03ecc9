import type { Constraint, Item, ParsedPattern, Sequence } from "../pattern/item.ts";
import { regexLiterals } from "./regex-literals.ts";

/** A text that must occur. */
interface Term {
  readonly text: string;
  /** Whether letters may be of either case; the text is in lower case then. */
  readonly folded: boolean;
  /** Whether it is an identifier, or a word in a string: what {@link indexTerms} lists where it is long enough. */
  readonly indexed: boolean;
}

/** Of each of these at least one must occur in every source that a pattern matches. */
export type Requirements = readonly (readonly Term[])[];

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** What sources must have in them for a pattern to match; those that rule out the most first. */
export function requirementsOf({ sequence, conditions }: ParsedPattern, keywords: ReadonlySet<string>): Requirements {
  const found = [
    ...ofSequence(sequence, keywords),
    ...conditions.filter(({ negated }) => !negated).flatMap(({ body }) => ofSequence(body, keywords)),
  ];
  const distinct = new Map(found.map((terms) => [JSON.stringify(terms), terms]));
  return [...distinct.values()].sort((one, other) => selectivity(other) - selectivity(one));
}

function ofSequence({ items }: Sequence, keywords: ReadonlySet<string>): Term[][] {
  return items.flatMap((item) => ofItem(item, keywords));
}

function ofItem(item: Item, keywords: ReadonlySet<string>): Term[][] {
  if (item.type === "word") {
    const { text, folded } = item;
    return [[{ text, folded, indexed: IDENTIFIER.test(text) && !keywords.has(text) }]];
  }
  if (item.type === "literal") {
    const words = item.text.match(/[\p{L}\p{N}_]+/gu) ?? [];
    return [
      [{ text: item.text, folded: false, indexed: false }],
      ...words.map((text) => [{ text, folded: false, indexed: IDENTIFIER.test(text) && !keywords.has(text) }]),
    ];
  }
  if (item.quantity === "any" || item.quantity === "optional") return [];
  return item.constraints.flatMap((constraint) => ofConstraint(constraint, keywords));
}

function ofConstraint(constraint: Constraint, keywords: ReadonlySet<string>): Term[][] {
  if (constraint.negated) return [];
  switch (constraint.type) {
    case "regex": {
      const literals = regexLiterals(constraint.source);
      return literals === undefined ? [] : [literals.map((text) => ({ text, folded: false, indexed: false }))];
    }
    case "kind":
      return [];
    case "contains":
      return ofSequence(constraint.body, keywords);
    case "whole":
      return ofAlternatives(constraint.alternatives, keywords);
  }
}

function ofAlternatives(alternatives: readonly Sequence[], keywords: ReadonlySet<string>): Term[][] {
  const each = alternatives.map((alternative) => ofSequence(alternative, keywords));
  if (each.length === 1) return each[0] ?? [];
  // One requirement of each alternative, the hardest to meet; where one has none, there is none.
  const hardest = each.map((found) => found.sort((one, other) => selectivity(other) - selectivity(one))[0]);
  return hardest.every((terms) => terms !== undefined) ? [hardest.flat()] : [];
}

function selectivity(terms: readonly Term[]): number {
  return Math.min(...terms.map(({ text }) => text.length));
}

/** The words that an index of {@link indexTerms} must have, in the same form; of each list one is enough. */
export function requiredTerms(requirements: Requirements, minLength: number, folds: boolean): string[][] {
  const isLong = ({ text }: Term): boolean => Array.from(text).length >= minLength;
  return requirements
    .filter((terms) => terms.every((term) => term.indexed && isLong(term)))
    .map((terms) => terms.map(({ text }) => (folds ? text.toLowerCase() : text)));
}

/** Whether a text has what a pattern requires. */
export function meetsRequirements(text: string, requirements: Requirements): boolean {
  let lowered: string | undefined;
  const occurs = ({ text: term, folded }: Term): boolean => {
    if (!folded) return text.includes(term);
    lowered ??= text.toLowerCase();
    return lowered.includes(term);
  };
  return requirements.every((terms) => terms.some(occurs));
}
