import type { StableKey } from "@coco/connectorkit";
import { isMissingTable } from "./classify-error.ts";
import type { SqliteClient, SqliteStatement } from "./connection.ts";
import { encodeValue } from "./encode-value.ts";
import { quoteName } from "./identifiers.ts";
import { prepared } from "./prepared.ts";
import type { RowAction } from "./row-sink.ts";
import type { TableLayout } from "./table-layout.ts";

/** Writes and deletes rows, in order; inside of a transaction. */
export function writeRows(client: SqliteClient, actions: readonly Omit<RowAction, "owner">[]): void {
  for (const { key, layout, row, table } of actions) {
    if (row === undefined) remove(client, table, layout, key);
    else if (layout.vectors === undefined) {
      prepared(client, upsertText(table, layout)).run(
        ...layout.columns.map(({ name, type }) => encodeValue(type, row[name])),
      );
    } else {
      // Virtual tables know no upsert, and convert no numbers.
      remove(client, table, layout, key);
      const values = layout.columns.map(({ name, type }) => encodeValue(type, row[name], true));
      prepared(client, insertText(table, layout)).run(...values);
    }
  }
}

function remove(client: SqliteClient, table: string, layout: TableLayout, key: readonly StableKey[]): void {
  const exact = layout.vectors !== undefined;
  let statement: SqliteStatement;
  try {
    statement = prepared(client, deleteText(table, layout));
  } catch (error) {
    if (isMissingTable(error)) return; // with all its rows
    throw error;
  }
  statement.run(...layout.primaryKey.map((name, index) => encodeValue(typeOf(layout, name), key[index], exact)));
}

function typeOf(layout: TableLayout, name: string): TableLayout["columns"][number]["type"] {
  return layout.columns.find((column) => column.name === name)?.type ?? "text";
}

/** The texts of statements, by layout and table: they are asked for with each row. */
const texts = new WeakMap<TableLayout, Map<string, string>>();

function once(layout: TableLayout, kind: string, table: string, make: () => string): string {
  let ofLayout = texts.get(layout);
  if (ofLayout === undefined) texts.set(layout, (ofLayout = new Map()));
  const key = `${kind} ${table}`;
  let text = ofLayout.get(key);
  if (text === undefined) ofLayout.set(key, (text = make()));
  return text;
}

function insertText(table: string, layout: TableLayout): string {
  return once(layout, "insert", table, () => insertInto(table, layout));
}

function insertInto(table: string, { columns }: TableLayout): string {
  const names = columns.map(({ name }) => quoteName(name)).join(", ");
  return `INSERT INTO ${quoteName(table)} (${names}) VALUES (${columns.map(() => "?").join(", ")})`;
}

function upsertText(table: string, layout: TableLayout): string {
  return once(layout, "upsert", table, () => {
    const { columns, primaryKey } = layout;
    const rest = columns.filter(({ name }) => !primaryKey.includes(name)).map(({ name }) => quoteName(name));
    const update =
      rest.length === 0 ? "NOTHING" : `UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(", ")}`;
    return `${insertInto(table, layout)} ON CONFLICT (${primaryKey.map(quoteName).join(", ")}) DO ${update}`;
  });
}

function deleteText(table: string, layout: TableLayout): string {
  return once(layout, "delete", table, () => {
    const where = layout.primaryKey.map((name) => `${quoteName(name)} = ?`).join(" AND ");
    return `DELETE FROM ${quoteName(table)} WHERE ${where}`;
  });
}
