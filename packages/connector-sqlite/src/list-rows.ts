import { type ListedState, type ListContext, type StableKey, Uuid } from "@coco/connectorkit";
import { isMissingTable, sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { quoteName } from "./identifiers.ts";
import type { StoredType, TableLayout } from "./table-layout.ts";

const PAGE = 10_000;

/** The keys of all rows of a table, in pages by the key, so that nothing else has to wait. A table that is not there has none. */
export async function* listRows(
  { context }: ListContext,
  database: string,
  table: string,
  { columns, primaryKey }: TableLayout,
): AsyncGenerator<ListedState> {
  const types = primaryKey.map((name) => columns.find((column) => column.name === name)?.type);
  let after: readonly unknown[] | undefined;
  do {
    const rows = page(context<SqliteClient>(database), `${database}/${table}`, table, primaryKey, after);
    for (const row of rows) {
      const parts = primaryKey.map((name, index) => keyPart(row[name], types[index]));
      yield { key: parts.length === 1 ? (parts[0] as StableKey) : parts };
    }
    const last = rows.at(-1);
    after = last === undefined || rows.length < PAGE ? undefined : primaryKey.map((name) => last[name]);
  } while (after !== undefined);
}

function page(
  client: SqliteClient,
  label: string,
  table: string,
  primaryKey: readonly string[],
  after: readonly unknown[] | undefined,
): readonly Readonly<Record<string, unknown>>[] {
  const names = primaryKey.map(quoteName).join(", ");
  const beyond = after === undefined ? "" : ` WHERE (${names}) > (${after.map(() => "?").join(", ")})`;
  try {
    const sql = `SELECT ${names} FROM ${quoteName(table)}${beyond} ORDER BY ${names} LIMIT ${PAGE}`;
    const statement = client.prepare(sql);
    statement.safeIntegers(true);
    return statement.all(...(after ?? [])) as Readonly<Record<string, unknown>>[];
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw sqliteError(error, `list the rows of ${label}`);
  }
}

/** A value of a key column as it was declared. */
function keyPart(value: unknown, type: StoredType | undefined): StableKey {
  if (type === "uuid") return Uuid.parse(value as string);
  if (type === "boolean") return Number(value) !== 0;
  return value instanceof Uint8Array ? new Uint8Array(value) : (value as StableKey);
}
