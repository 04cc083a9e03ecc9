import type { SqliteClient } from "./connection.ts";

/** The file of a connection, for messages. */
export function fileOf(client: SqliteClient): string {
  const sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
  const row = client.prepare(sql).get() as { readonly file: string | null } | undefined;
  return row?.file || "the database in memory";
}
