import { type AnyRecord, type ContextKey, resolveRecord, type Row } from "@coco/connectorkit";
import type { PostgresPool } from "./pool.ts";
import { PostgresError } from "./postgres-error.ts";
import { rowReader } from "./source/row-reader.ts";
import { withConnection } from "./with-connection.ts";

/**
 * The rows that a query gives, in its order, typed by a record of the columns wanted, whatever parsers the driver has: for
 * searches. The record may have columns that the query computes, such as a score.
 *
 * @param values - of `$1`, `$2`, … in the query.
 * @throws PostgresError when the query fails, or a value is not what the record says.
 */
export async function queryRows<R extends AnyRecord>(
  pool: PostgresPool,
  schema: R,
  query: string,
  values: readonly unknown[] = [],
): Promise<Row<R>[]> {
  const reader = rowReader(await resolveRecord(schema, noContext), "a query");
  const text = `SELECT ${reader.select} FROM (${query.trim().replace(/;$/, "")}) AS given`;
  const work = { pool, what: "run a query", signal: new AbortController().signal };
  const { rows } = await withConnection(work, (connection) => connection.query(text, [...values]));
  return rows.map((answer) => reader.row(answer) as Row<R>);
}

/** A vector as a parameter of a query: `… ORDER BY embedding <=> $1::vector`. */
export function vectorText(vector: Float32Array | readonly number[]): string {
  return `[${vector.join(",")}]`;
}

function noContext<T>(key: ContextKey<T>): T {
  throw new PostgresError(`queryRows() has no app to ask for the context key ${JSON.stringify(key.name)}.`, {
    code: "POSTGRES_OPTIONS",
    hint: "Give the number of dimensions, t.vector(384), or leave the column out of the record.",
  });
}
