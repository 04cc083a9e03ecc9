import type { TableLayout } from "./table-layout.ts";

/** What of a table cannot be changed in place, besides its columns, each as a text. */
function rulesOf({ foreignKeys, strict, unique, vectors }: TableLayout): Readonly<Record<string, string>> {
  const references = foreignKeys.map(({ columns, onDelete, references: to, table }) => [columns, table, to, onDelete]);
  return {
    strict: JSON.stringify(strict),
    unique: JSON.stringify(unique),
    "foreign keys": JSON.stringify(references),
    module: vectors === undefined ? "none" : "vec0",
    metric: vectors?.metric ?? "none",
    "partition keys": JSON.stringify(vectors?.partitionKeys ?? []),
    "auxiliary columns": JSON.stringify(vectors?.auxiliary ?? []),
  };
}

/** The rules that are others than they were: `unique: [["email"]], was []`. */
export function otherRules(layout: TableLayout, old: TableLayout): string[] {
  const before = rulesOf(old);
  return Object.entries(rulesOf(layout))
    .filter(([name, rule]) => rule !== before[name])
    .map(([name, rule]) => `${name}: ${rule}, was ${before[name]}`);
}
