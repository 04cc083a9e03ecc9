import type { SqliteClient } from "./connection.ts";
import { ftsObjects } from "./fts-index.ts";
import { quoteName } from "./identifiers.ts";
import { type IndexKind, type IndexSpec, indexObjectName } from "./index-spec.ts";
import { type IndexObjects, indexOfTrigger, triggerName } from "./index-triggers.ts";
import { SqliteError } from "./sqlite-error.ts";
import { vectorObjects } from "./vector-index.ts";

/** Builds the index, unless it is there exactly as wanted. */
export function ensureIndex(client: SqliteClient, table: string, name: string, spec: IndexSpec): void {
  const index = indexObjectName(table, spec.kind, name);
  const wanted = objectsOf(table, index, spec);
  const found = textsOf(
    client,
    wanted.objects.map((object) => object.name),
  );
  if (wanted.objects.every(({ name: object, sql }) => found.get(object) === sql)) return;
  refuseForeign(client, table, index);
  dropIndex(client, table, spec.kind, name);
  for (const { sql } of wanted.objects) client.exec(sql);
  if (wanted.fill !== undefined) client.exec(wanted.fill);
}

export function dropIndex(client: SqliteClient, table: string, kind: IndexKind, name: string): void {
  const index = indexObjectName(table, kind, name);
  if (kind === "index") {
    const there = client
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ? AND tbl_name = ? COLLATE NOCASE")
      .get(index, table);
    if (there !== undefined) client.exec(`DROP INDEX ${quoteName(index)}`);
    return;
  }
  // Only what is kept by our triggers on that table is ours.
  if (indexTables(client, table).has(index)) dropIndexTable(client, index);
}

/** Drops all index tables that belong to a table: they do not go with it by themselves. */
export function dropIndexTables(client: SqliteClient, table: string): void {
  for (const index of indexTables(client, table).keys()) dropIndexTable(client, index);
}

/** Drops the indexes of ours that use one of these columns. Columns go with a change after which indexes are made again. */
export function dropIndexesOn(client: SqliteClient, table: string, columns: readonly string[]): void {
  for (const [index, sql] of indexTables(client, table)) {
    if (columns.some((column) => sql.includes(quoteName(column)))) dropIndexTable(client, index);
  }
  const indexes = client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? COLLATE NOCASE AND sql IS NOT NULL")
    .all(table) as { readonly name: string }[];
  for (const { name } of indexes) {
    if (!name.startsWith(`${table}_`) || !name.endsWith("_idx")) continue;
    const parts = client.prepare("SELECT name FROM pragma_index_info(?)").all(name) as {
      readonly name: string | null;
    }[];
    if (parts.some((part) => columns.includes(part.name ?? ""))) client.exec(`DROP INDEX ${quoteName(name)}`);
  }
}

function objectsOf(table: string, index: string, spec: IndexSpec): IndexObjects {
  switch (spec.kind) {
    case "index": {
      const columns = spec.columns.map(quoteName).join(", ");
      const sql = `CREATE INDEX ${quoteName(index)} ON ${quoteName(table)} (${columns})`;
      return { objects: [{ name: index, sql }], fill: undefined };
    }
    case "fts_index":
      return ftsObjects(table, index, spec);
    case "vector_index":
      return vectorObjects(table, index, spec);
  }
}

function dropIndexTable(client: SqliteClient, index: string): void {
  for (const event of ["insert", "update", "delete"] as const) {
    client.exec(`DROP TRIGGER IF EXISTS ${quoteName(triggerName(index, event))}`);
  }
  client.exec(`DROP TABLE IF EXISTS ${quoteName(index)}`);
}

/** The index tables of a table, with the texts of their triggers. */
function indexTables(client: SqliteClient, table: string): Map<string, string> {
  const triggers = client
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE")
    .all(table) as { readonly name: string; readonly sql: string }[];
  const found = new Map<string, string>();
  for (const { name, sql } of triggers) {
    const index = indexOfTrigger(name);
    if (index !== undefined) found.set(index, `${found.get(index) ?? ""}${sql}`);
  }
  return found;
}

function refuseForeign(client: SqliteClient, table: string, index: string): void {
  const there = client.prepare("SELECT type, tbl_name FROM sqlite_schema WHERE name = ? COLLATE NOCASE").get(index) as
    | { readonly type: string; readonly tbl_name: string }
    | undefined;
  if (there === undefined) return;
  const ours = there.type === "index" ? there.tbl_name === table : indexTables(client, table).has(index);
  if (ours) return;
  throw new SqliteError(`The database has a ${there.type} ${index} already, which is not an index of ${table}.`, {
    code: "SQLITE_INDEX_NAME",
    hint: "Give the index another `name`.",
  });
}

function textsOf(client: SqliteClient, names: readonly string[]): Map<string, string> {
  const statement = client.prepare("SELECT sql FROM sqlite_schema WHERE name = ?");
  return new Map(names.map((name) => [name, (statement.get(name) as { sql: string } | undefined)?.sql ?? ""]));
}
