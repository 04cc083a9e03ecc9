import type { SqliteClient } from "./connection.ts";
import { plainTableText } from "./create-table.ts";
import { type FoundColumn, findTable } from "./found-table.ts";
import { foldName, quoteName } from "./identifiers.ts";
import { SqliteError } from "./sqlite-error.ts";
import type { TableLayout } from "./table-layout.ts";

/**
 * Makes a table anew with its rows in it, for changes that SQLite cannot make in place. Row numbers stay, so full-text and
 * vector indexes fit the new table; indexes and triggers, also those of others, are made again. Foreign keys must be off.
 */
export function copyTable(client: SqliteClient, table: string, layout: TableLayout, dropped: readonly string[]): void {
  const found = findTable(client, table);
  if (found === undefined) return;
  const computed = found.columns.find(({ generated }) => generated);
  if (computed !== undefined) throw wouldLose(table, computed.name);
  const leaving = new Set(dropped.map(foldName));
  const kept = found.columns.filter(({ generated, name }) => !generated && !leaving.has(foldName(name)));
  const own = new Set(layout.columns.map(({ name }) => foldName(name)));
  const others = kept.filter(({ name }) => !own.has(foldName(name)));
  const columns = layout.columns.map((column) => {
    // Rows that have no value yet stay until they are written.
    const nullable =
      column.nullable || kept.some((each) => foldName(each.name) === foldName(column.name) && !each.notNull);
    return layout.primaryKey.includes(column.name) ? column : { ...column, nullable };
  });
  const objects = client
    .prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL")
    .all(table) as { readonly sql: string }[];
  const copy = `coco_copy of ${table}`;
  client.exec(`DROP TABLE IF EXISTS ${quoteName(copy)}`);
  client.exec(plainTableText(copy, { ...layout, columns }, others.map(otherColumnText)));
  const names = kept.map(({ name }) => quoteName(name)).join(", ");
  client.exec(`INSERT INTO ${quoteName(copy)} (rowid, ${names}) SELECT rowid, ${names} FROM ${quoteName(table)}`);
  client.exec(`DROP TABLE ${quoteName(table)}`);
  renameInto(client, copy, table);
  for (const { sql } of objects) makeAgain(client, sql);
}

/** Views and triggers of others go on meaning the table by its name, which for a moment nothing has. */
function renameInto(client: SqliteClient, copy: string, table: string): void {
  client.exec("PRAGMA legacy_alter_table = ON");
  try {
    client.exec(`ALTER TABLE ${quoteName(copy)} RENAME TO ${quoteName(table)}`);
  } finally {
    client.exec("PRAGMA legacy_alter_table = OFF");
  }
}

/** SQLite does not tell how a computed column is computed. */
function wouldLose(table: string, column: string): SqliteError {
  return new SqliteError(
    `The table ${table} has to be copied for this change, which would lose its computed column ${column}.`,
    {
      code: "SQLITE_SCHEMA_MISMATCH",
      hint: "Drop that column, run the update, and add it again.",
    },
  );
}

/** A column that somebody else added, as far as SQLite tells. */
function otherColumnText({ defaultText, name, notNull, type }: FoundColumn): string {
  return `${quoteName(name)} ${type}${notNull ? " NOT NULL" : ""}${defaultText === null ? "" : ` DEFAULT (${defaultText})`}`;
}

function makeAgain(client: SqliteClient, sql: string): void {
  try {
    client.exec(sql);
  } catch (error) {
    // An index on a column that is gone goes with it.
    if (!/no such column/.test(String(error))) throw error;
  }
}
