import { createHash } from "node:crypto";
import { literal, quoted, quotedTable, type TablePlace } from "./identifiers.ts";
import type { PoolConnection } from "./pool.ts";
import type { FoundTable, WishedIndex } from "./table-note.ts";

/** Stands in the comment of an index that we built, with its definition: two are the same if these are. */
const PREFIX = "coco:";

/**
 * Builds the indexes that a table should have and has not, or has with another definition.
 * @param mostRows - tables that are larger are left for another time.
 */
export async function buildDueIndexes(
  connection: PoolConnection,
  place: TablePlace,
  table: FoundTable,
  mostRows: number,
): Promise<void> {
  const wished = Object.entries(table.note.indexes ?? {});
  if (wished.length === 0) return;
  const { rows } = await connection.query(
    `SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS comment
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = $1::oid AND i.indisvalid AND i.indisready`,
    [table.oid],
  );
  const built = new Map(
    (rows as { name: string; comment: string | null }[]).map(({ name, comment }) => [name, comment]),
  );
  const due = wished.filter(([name, { definition }]) => built.get(name) !== PREFIX + definition);
  if (due.length === 0) return;
  const counted = await connection.query(`SELECT count(*)::float8 AS rows FROM ${quotedTable(place)}`);
  const [{ rows: count } = { rows: 0 }] = counted.rows as { rows: number }[];
  if (count > mostRows) return;
  for (const [name, wish] of due) {
    if (count >= (wish.minRows ?? 0)) await buildIndex(connection, { place, name, wish, count, table });
  }
}

interface Build {
  readonly place: TablePlace;
  readonly name: string;
  readonly wish: WishedIndex;
  readonly count: number;
  readonly table: FoundTable;
}

/** Builds beside the one that is there, and takes its place: searches have an index all the time, and writers go on. */
async function buildIndex(connection: PoolConnection, { count, name, place, table, wish }: Build): Promise<void> {
  const schema = quoted(place.schema);
  const next = `coco_next_${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
  // A partitioned table cannot have its indexes built that way.
  const concurrently = table.kind === "p" ? "" : "CONCURRENTLY ";
  // Left by a build that was broken off.
  await connection.query(`DROP INDEX IF EXISTS ${schema}.${quoted(next)}`);
  const definition = wish.definition.replaceAll("$lists", String(listsFor(count)));
  await connection.query(`CREATE INDEX ${concurrently}${quoted(next)} ON ${quotedTable(place)} ${definition}`);
  await connection.query("BEGIN");
  await connection.query("SET LOCAL lock_timeout = '30s'");
  await connection.query(`DROP INDEX IF EXISTS ${schema}.${quoted(name)}`);
  await connection.query(`ALTER INDEX ${schema}.${quoted(next)} RENAME TO ${quoted(name)}`);
  await connection.query(`COMMENT ON INDEX ${schema}.${quoted(name)} IS ${literal(PREFIX + wish.definition)}`);
  await connection.query("COMMIT");
}

/** As pgvector's documentation advises: a thousandth of the rows up to a million, from there on their square root. */
function listsFor(rows: number): number {
  return Math.round(Math.min(32_768, Math.max(10, rows <= 1_000_000 ? rows / 1_000 : Math.sqrt(rows))));
}
