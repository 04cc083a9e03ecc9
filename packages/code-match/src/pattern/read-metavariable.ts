import { compileRegex } from "./compile-regex.ts";
import type { Constraint, Quantity, Sequence } from "./item.ts";
import type { PatternCursor } from "./pattern-cursor.ts";

/** A metavariable as written. */
export interface Metavariable {
  readonly name: string;
  readonly quantity: Quantity;
  readonly constraints: readonly Constraint[];
}

const NAME = /[A-Za-z0-9_]+/y;
const SPACE = /\s*/y;
const KINDS = /[A-Za-z_][A-Za-z0-9_]*(?:\|[A-Za-z_][A-Za-z0-9_]*)*/y;

const QUANTITIES: Readonly<Record<string, Quantity>> = { "*": "any", "+": "some", "?": "optional" };

/** Goes over a quantifier. */
export function readQuantity(cursor: PatternCursor): Quantity {
  const quantity = QUANTITIES[cursor.text[cursor.offset] ?? ""];
  if (quantity === undefined) return "one";
  cursor.offset++;
  return quantity;
}

/**
 * Reads a metavariable where the cursor stands on the sigil. Undefined, with the cursor where it was, when what follows
 * the sigil is none.
 *
 * @param readGroup reads `\{ … \}` where the cursor stands on it.
 */
export function readMetavariable(
  cursor: PatternCursor,
  readGroup: () => readonly Sequence[],
): Metavariable | undefined {
  const start = cursor.offset;
  cursor.offset += cursor.sigil.length;
  const next = cursor.text[cursor.offset] ?? "";
  if (next === "/") {
    const { constraint } = takeRegex(cursor, false);
    return { name: "", quantity: readQuantity(cursor), constraints: [constraint] };
  }
  if (Object.hasOwn(QUANTITIES, next)) return { name: "", quantity: readQuantity(cursor), constraints: [] };
  const name = cursor.takeMatch(NAME);
  if (name !== "") return { name, quantity: "one", constraints: [] };
  const found = cursor.take("(") ? readBracketed(cursor, readGroup) : undefined;
  if (found === undefined) cursor.offset = start;
  return found;
}

function readBracketed(cursor: PatternCursor, readGroup: () => readonly Sequence[]): Metavariable | undefined {
  const name = cursor.takeMatch(NAME);
  let quantity = readQuantity(cursor);
  const constraints: Constraint[] = [];
  const afterName = cursor.offset;
  cursor.takeMatch(SPACE);
  if (name === "" && quantity === "one" && cursor.at("/")) {
    constraints.push(takeRegex(cursor, false).constraint);
  }
  for (; cursor.take(":"); cursor.takeMatch(SPACE)) {
    cursor.takeMatch(SPACE);
    constraints.push(readConstraint(cursor, readGroup));
  }
  if (constraints.length > 0 && quantity === "one") quantity = readQuantity(cursor);
  cursor.takeMatch(SPACE);
  if (cursor.takeSigil(")")) {
    if (name === "" && constraints.length === 0 && quantity === "one") return undefined;
    return { name, quantity, constraints };
  }
  if (constraints.length === 0) return undefined;
  throw cursor.error(
    `the metavariable is not closed with ${cursor.sigil}).`,
    "PATTERN_METAVARIABLE_UNCLOSED",
    `Write ${cursor.sigil}(NAME:/regex/${cursor.sigil}) or ${cursor.sigil}(NAME:kind${cursor.sigil}).`,
    Math.max(cursor.offset, afterName),
  );
}

function readConstraint(cursor: PatternCursor, readGroup: () => readonly Sequence[]): Constraint {
  const negated = cursor.take("!");
  if (cursor.at("/")) return takeRegex(cursor, negated).constraint;
  if (cursor.atSigil("{") && !cursor.atSigil("{{")) return { type: "whole", alternatives: readGroup(), negated };
  const { offset } = cursor;
  const kinds = cursor.takeMatch(KINDS);
  if (kinds !== "") return { type: "kind", kinds: kinds.split("|"), negated, offset };
  throw cursor.error(
    "a condition is missing behind the colon.",
    "PATTERN_CONDITION_MISSING",
    `Write /regex/, the kind of a node, or ${cursor.sigil}{ code ${cursor.sigil}}, each with ! before it to negate it.`,
  );
}

function takeRegex(cursor: PatternCursor, negated: boolean): { readonly constraint: Constraint } {
  const { regex, source, end } = compileRegex(cursor.text, cursor.offset);
  cursor.offset = end;
  return { constraint: { type: "regex", regex, source, negated } };
}
