import type { SqliteClient, SqliteStatement } from "./connection.ts";

const MOST = 200;
const statements = new WeakMap<SqliteClient, Map<string, SqliteStatement>>();

/** A statement of a connection, prepared once; of very many different ones the oldest are forgotten. */
export function prepared(client: SqliteClient, sql: string): SqliteStatement {
  let known = statements.get(client);
  if (known === undefined) statements.set(client, (known = new Map()));
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = client.prepare(sql);
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    known.set(sql, statement);
  }
  return statement;
}
