import { quoted } from "../identifiers.ts";
import type { PostgresPool } from "../pool.ts";
import { withConnection } from "../with-connection.ts";

/** More keys in one statement have no use, and there is a limit to parameters. */
const MOST_KEYS = 500;

export interface KeyedSelect {
  readonly pool: PostgresPool;
  /** For messages. */
  readonly label: string;
  readonly select: string;
  readonly from: string;
  readonly where?: string | undefined;
  readonly parameters?: readonly unknown[] | undefined;
  readonly primaryKey: readonly string[];
}

/** Reads the rows of some keys, given and answered as the texts of their columns: by `JSON.stringify` of them. */
export async function readByKeys(
  select: KeyedSelect,
  keys: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    for (const row of await readSome(select, keys.slice(from, from + MOST_KEYS), signal)) {
      const texts = select.primaryKey.map((_name, index) => (row as Record<string, string>)[`k${index}`]);
      found.set(JSON.stringify(texts), row);
    }
  }
  return found;
}

async function readSome(
  { from, label, parameters = [], pool, primaryKey, select, where }: KeyedSelect,
  keys: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const columns = primaryKey.map(quoted);
  let count = parameters.length;
  const tuples = keys.map((key) => `(${key.map(() => `$${++count}`).join(", ")})`);
  const condition = `(${columns.join(", ")}) IN (${tuples.join(", ")})`;
  const texts = columns.map((column, index) => `${column}::text AS k${index}`).join(", ");
  const text = `SELECT ${select}, ${texts} FROM ${from} WHERE ${where === undefined ? "" : `(${where}) AND `}${condition}`;
  const values = [...parameters, ...keys.flat()];
  const work = { pool, what: `read ${keys.length} rows of ${label}`, signal };
  return withConnection(work, async (connection) => (await connection.query(text, values)).rows);
}
