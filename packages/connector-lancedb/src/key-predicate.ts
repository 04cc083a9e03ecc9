import type { StableKey } from "@coco/connectorkit";
import { quoteColumn } from "./identifiers.ts";
import { keyLiteral } from "./literal.ts";
import type { StoredColumn, TableLayout } from "./stored-type.ts";

/** Keys in one filter. Parsing 10,000 takes 40 ms; one filter is one commit. */
const KEYS_PER_FILTER = 10_000;

/**
 * Filters that together match the rows of `keys`, each key one value per key column. Rows that share the
 * leading values share a term: `(file = 'a.md' AND id IN (1, 2))`.
 */
export function keyPredicates(layout: TableLayout, keys: readonly (readonly StableKey[])[]): readonly string[] {
  const columns = layout.primaryKey.map(
    (name) => layout.columns.find((column) => column.name === name) as StoredColumn,
  );
  const filters: string[] = [];
  for (let from = 0; from < keys.length; from += KEYS_PER_FILTER) {
    filters.push(keyPredicate(columns, keys.slice(from, from + KEYS_PER_FILTER)));
  }
  return filters;
}

function keyPredicate(columns: readonly StoredColumn[], keys: readonly (readonly StableKey[])[]): string {
  const names = columns.map(({ name }) => quoteColumn(name));
  const last = names.at(-1) ?? "";
  const lastValues = new Map<string, Set<string>>();
  for (const key of keys) {
    const literals = columns.map(({ type }, index) => keyLiteral(key[index] as StableKey, type));
    const leading = names.slice(0, -1).map((name, index) => `${name} = ${literals[index]}`);
    const term = leading.join(" AND ");
    let values = lastValues.get(term);
    if (values === undefined) lastValues.set(term, (values = new Set()));
    values.add(literals.at(-1) ?? "");
  }
  const terms = [...lastValues].map(([leading, values]) => {
    const rest = `${last} IN (${[...values].join(", ")})`;
    return leading === "" ? rest : `(${leading} AND ${rest})`;
  });
  return anyOf(terms);
}

/** A balanced tree of OR: a chain of thousands would be as deep as it is long, and the parser walks it by recursion. */
function anyOf(terms: readonly string[]): string {
  if (terms.length <= 16) return terms.join(" OR ");
  const middle = terms.length >> 1;
  return `(${anyOf(terms.slice(0, middle))}) OR (${anyOf(terms.slice(middle))})`;
}
