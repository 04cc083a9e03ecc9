import { columnWire, type ColumnWire } from "./column-wire.ts";
import { quoted, quotedTable, type TablePlace } from "./identifiers.ts";
import type { StoredColumn, TableLayout } from "./stored-column.ts";

/** A statement for many rows: one parameter a column, an array of its values. */
export interface RowStatement {
  readonly text: string;
  readonly columns: readonly { readonly name: string; readonly wire: ColumnWire }[];
}

/**
 * Inserts rows, and updates those whose keys are there and whose values differ: `*<>` compares the bytes of whole rows, of
 * any types, so a row that is equal leaves no dead version behind.
 */
export function upsertStatement(place: TablePlace, layout: TableLayout): RowStatement {
  const names = layout.columns.map(({ name }) => quoted(name));
  const others = layout.columns.filter(({ name }) => !layout.primaryKey.includes(name)).map(({ name }) => quoted(name));
  const rowOf = (alias: string): string => `ROW(${others.map((name) => `${alias}.${name}`).join(", ")})::record`;
  const change =
    others.length === 0
      ? "NOTHING"
      : `UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(", ")} WHERE ${rowOf("held")} *<> ${rowOf("excluded")}`;
  const { columns, from } = arrays(layout.columns);
  const values = columns.map(({ wire }, index) => wire.value(`given.c${index}`));
  const text =
    `INSERT INTO ${quotedTable(place)} AS held (${names.join(", ")}) SELECT ${values.join(", ")} FROM ${from} ` +
    `ON CONFLICT (${layout.primaryKey.map(quoted).join(", ")}) DO ${change}`;
  return { text, columns };
}

/** Deletes rows by their keys. */
export function deleteStatement(place: TablePlace, layout: TableLayout): RowStatement {
  const keys = layout.primaryKey.map((name) => layout.columns.find((column) => column.name === name) as StoredColumn);
  const { columns, from } = arrays(keys);
  const matches = columns.map(({ name, wire }, index) => `held.${quoted(name)} = ${wire.value(`given.c${index}`)}`);
  return { text: `DELETE FROM ${quotedTable(place)} AS held USING ${from} WHERE ${matches.join(" AND ")}`, columns };
}

function arrays(columns: readonly StoredColumn[]): RowStatement & { readonly from: string } {
  const wired = columns.map((column) => ({ name: column.name, wire: columnWire(column) }));
  const parameters = wired.map(({ wire }, index) => `$${index + 1}::${wire.element}[]`);
  const from = `unnest(${parameters.join(", ")}) AS given(${wired.map((_column, index) => `c${index}`).join(", ")})`;
  return { text: "", columns: wired, from };
}
