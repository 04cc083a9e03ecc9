import type { ExtensionTypes } from "./encode-rows.ts";
import type { PoolConnection, PostgresPool } from "./pool.ts";
import { PostgresError } from "./postgres-error.ts";
import type { RowStatement } from "./row-statements.ts";

const known = new WeakMap<PostgresPool, ExtensionTypes>();

/** The numbers of the types that a statement needs, asked for once a pool. */
export async function extensionTypes(
  pool: PostgresPool,
  connection: PoolConnection,
  { columns }: RowStatement,
): Promise<ExtensionTypes> {
  if (!columns.some(({ wire }) => wire.oid === "vector")) return { vector: 0 };
  const before = known.get(pool);
  if (before !== undefined) return before;
  const { rows } = await connection.query("SELECT to_regtype('vector')::oid::int8::text AS vector");
  const [found] = rows as { vector: string | null }[];
  if (typeof found?.vector !== "string") {
    throw new PostgresError(
      "The type vector is not there: the extension pgvector is missing, or stands in a schema outside of the search_path.",
      {
        code: "POSTGRES_UNDEFINED",
        hint: "Run CREATE EXTENSION vector in this database, or add its schema to the search_path of the connection's user.",
      },
    );
  }
  const types = { vector: Number(found.vector) };
  known.set(pool, types);
  return types;
}

export function forgetExtensionTypes(pool: PostgresPool): void {
  known.delete(pool);
}
