import type { SqliteClient } from "./connection.ts";
import { quoteName } from "./identifiers.ts";

/** A table as the database describes it. */
export interface FoundTable {
  readonly name: string;
  readonly kind: "table" | "view" | "virtual";
  readonly sql: string;
  readonly columns: readonly FoundColumn[];
}

export interface FoundColumn {
  readonly name: string;
  /** As declared. */
  readonly type: string;
  readonly notNull: boolean;
  readonly defaultText: string | null;
  /** Its place in the primary key, from 1; 0: none. */
  readonly keyPart: number;
  /** Computed by SQLite. */
  readonly generated: boolean;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  readonly hidden: number;
}

/** What stands under a name, whatever its letters' case; nothing if there is nothing. */
export function findTable(client: SqliteClient, name: string): FoundTable | undefined {
  const row = client
    .prepare("SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE")
    .get(name) as { readonly name: string; readonly type: "table" | "view"; readonly sql: string } | undefined;
  if (row === undefined) return undefined;
  const columns = client.prepare(`PRAGMA table_xinfo(${quoteName(row.name)})`).all() as ColumnRow[];
  return {
    name: row.name,
    kind: row.type === "table" && /^CREATE VIRTUAL /i.test(row.sql) ? "virtual" : row.type,
    sql: row.sql,
    // Hidden ones are parameters of virtual tables; 2 and 3 are generated.
    columns: columns
      .filter(({ hidden }) => hidden !== 1)
      .map((column) => ({
        name: column.name,
        type: column.type,
        notNull: column.notnull === 1,
        defaultText: column.dflt_value,
        keyPart: column.pk,
        generated: column.hidden > 1,
      })),
  };
}

/** Whether no two rows can be equal in exactly these columns. */
export function isUniqueBy(client: SqliteClient, table: FoundTable, columns: readonly string[]): boolean {
  const wanted = [...columns].sort().join("\0");
  const same = (names: readonly string[]): boolean => [...names].sort().join("\0") === wanted;
  if (same(table.columns.filter(({ keyPart }) => keyPart > 0).map(({ name }) => name))) return true;
  const indexes = client
    .prepare('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0')
    .all(table.name) as { readonly name: string }[];
  return indexes.some(({ name }) => {
    const parts = client.prepare("SELECT name FROM pragma_index_info(?)").all(name) as {
      readonly name: string | null;
    }[];
    return same(parts.map((part) => part.name ?? ""));
  });
}
