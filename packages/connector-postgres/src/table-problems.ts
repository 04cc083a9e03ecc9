import type { TableLayout } from "./stored-column.ts";
import type { TableFit } from "./table-fit.ts";

/** What keeps a table from being adopted or written: columns of another type, and computed ones. */
export function typeProblems(fit: TableFit): string[] {
  return [
    ...fit.otherType.map(({ column, found }) => `${column.name} is ${found}, not ${column.type}`),
    ...fit.generated.map((name) => `${name} is computed by the server`),
  ];
}

/** A key that is no key: rows could not be found again. */
export function keyProblems(fit: TableFit, { primaryKey }: TableLayout): string[] {
  return fit.hasKey ? [] : [`it has no primary key or unique index on (${primaryKey.join(", ")})`];
}
