import type { PoolConnection } from "./pool.ts";
import { literal, quotedTable, type TablePlace } from "./identifiers.ts";

/**
 * What is written down with a table, in a line of its comment: a dump keeps it, a rename carries it along, and what
 * somebody else wrote there stays. So a table that was there before, or that someone else made under the same name, is
 * told from ours also after a crash, when tracking alone cannot say whether it was us; and a run that ends finds which
 * indexes are still to be built, also when nothing new was declared.
 */
export interface TableNote {
  /** The mark of the app that made the table. */
  readonly owner?: string;
  /** The indexes that it should have: their definitions behind `ON table`, by their names in the database. */
  readonly indexes?: Readonly<Record<string, WishedIndex>>;
  /** SQL to be run before the table is dropped, by the names of SQL commands. */
  readonly teardowns?: Readonly<Record<string, string>>;
}

/** An index as it should be. */
export interface WishedIndex {
  /** What stands behind `CREATE INDEX … ON table` in SQL; `$lists` is written for a number that depends on the rows. */
  readonly definition: string;
  /** Rows that the table must have before it is built. Default 0. */
  readonly minRows?: number;
}

const PREFIX = "coco:";

/** The table as it is found: its number in `pg_class`, what kind it is, and its note. Undefined: there is none. */
export interface FoundTable {
  readonly oid: number;
  /** `r`: a table, `p`: a partitioned one. */
  readonly kind: string;
  readonly comment: string;
  readonly note: TableNote;
}

/** Lets no other connection of ours change the same table until the transaction has ended. */
export async function lockTable(connection: PoolConnection, place: TablePlace): Promise<void> {
  await connection.query("SET LOCAL lock_timeout = '30s'");
  await connection.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`coco ${quotedTable(place)}`]);
}

export async function findTable(
  connection: Pick<PoolConnection, "query">,
  { schema, table }: TablePlace,
): Promise<FoundTable | undefined> {
  const { rows } = await connection.query(
    `SELECT c.oid::int8::text AS oid, c.relkind::text AS kind, obj_description(c.oid, 'pg_class') AS comment
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, table],
  );
  const [row] = rows as { oid: string; kind: string; comment: string | null }[];
  if (row === undefined) return undefined;
  const comment = row.comment ?? "";
  return { oid: Number(row.oid), kind: row.kind, comment, note: noteIn(comment) };
}

function noteIn(comment: string): TableNote {
  const line = comment.split("\n").find((one) => one.startsWith(PREFIX));
  if (line === undefined) return {};
  try {
    return JSON.parse(line.slice(PREFIX.length)) as TableNote;
  } catch {
    // Somebody edited it: then nothing is known.
    return {};
  }
}

/** Writes a note in place of the one that is there. */
export async function writeNote(
  connection: PoolConnection,
  place: TablePlace,
  comment: string,
  note: TableNote,
): Promise<void> {
  const others = comment.split("\n").filter((line) => line !== "" && !line.startsWith(PREFIX));
  const filled = Object.entries(note).filter(
    ([, value]) => typeof value === "string" || (value !== undefined && Object.keys(value as object).length > 0),
  );
  const lines = filled.length === 0 ? others : [...others, PREFIX + JSON.stringify(Object.fromEntries(filled))];
  const text = lines.length === 0 ? "NULL" : literal(lines.join("\n"));
  await connection.query(`COMMENT ON TABLE ${quotedTable(place)} IS ${text}`);
}
