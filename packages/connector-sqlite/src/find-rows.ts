import type { AnyRecord, Row } from "@coco/connectorkit";
import { sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { bytesOf } from "./encode-value.ts";
import { findTable } from "./found-table.ts";
import { quoteName } from "./identifiers.ts";
import { indexObjectName } from "./index-spec.ts";
import { SqliteError } from "./sqlite-error.ts";
import type { VectorMetric } from "./table-layout.ts";
import { toRows } from "./to-rows.ts";
import { partitionName } from "./vector-index.ts";

/** Under this name an answer has the distance or the rank. */
const RESULT = "coco result";

/** A row that `findNearest` found. */
export interface NearRow<R extends AnyRecord> {
  readonly row: Row<R>;
  /** The smaller the nearer. */
  readonly distance: number;
}

/** A row that `findText` found. */
export interface MatchingRow<R extends AnyRecord> {
  readonly row: Row<R>;
  /** By BM25: the larger the better. It orders the rows of one answer, and says nothing across questions. */
  readonly score: number;
}

export interface NearestQuery {
  /** The vector column. */
  readonly column: string;
  readonly vector: Float32Array | readonly number[];
  /** How many rows. Default 10. */
  readonly limit?: number;
  /** Without an index or a vector table, which have one of their own. Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** The name of the vector index. Default: the column. */
  readonly index?: string;
  /** Values of partition keys, in the order in which the index or the vector table has them: only such rows are looked at. */
  readonly partition?: readonly (number | string)[];
}

/**
 * The rows whose vectors are nearest. With a vector index or a vector table it is asked; else every row is compared. The
 * connection needs sqlite-vec.
 *
 * @throws SqliteError when there is no such table, or no sqlite-vec.
 */
export function findNearest<R extends AnyRecord>(
  db: SqliteClient,
  table: string,
  schema: R,
  query: NearestQuery,
): NearRow<R>[] {
  const { column, limit = 10, metric = "cosine", partition = [] } = query;
  const vector = bytesOf(query.vector instanceof Float32Array ? query.vector : Float32Array.from(query.vector));
  const index = indexObjectName(table, "vector_index", query.index ?? column);
  const own = quoteName(table);
  const found = search(db, table, schema, () => {
    const narrowed = (names: readonly string[]): string => names.map((name) => ` AND ${name} = ?`).join("");
    const exact = partition.map((value) => (typeof value === "number" ? BigInt(value) : value));
    if (findTable(db, table)?.kind === "virtual") {
      const keys = partitionKeys(db, table).slice(0, partition.length);
      const sql = `SELECT *, distance AS "${RESULT}" FROM ${own} WHERE ${quoteName(column)} MATCH ? AND k = ?${narrowed(keys.map(quoteName))} ORDER BY distance`;
      return { sql, parameters: [vector, BigInt(limit), ...exact] };
    }
    if (findTable(db, index) === undefined) {
      if (partition.length > 0) throw noIndex(table, `vector index ${query.index ?? column}`);
      const distance = { cosine: "vec_distance_cosine", l1: "vec_distance_l1", l2: "vec_distance_l2" }[metric];
      const sql = `SELECT *, ${distance}(${quoteName(column)}, ?) AS "${RESULT}" FROM ${own} WHERE ${quoteName(column)} IS NOT NULL ORDER BY "${RESULT}" LIMIT ?`;
      return { sql, parameters: [vector, limit] };
    }
    const parts = partition.map((_, place) => partitionName(place));
    const nearest = `SELECT rowid, distance FROM ${quoteName(index)} WHERE embedding MATCH ? AND k = ?${narrowed(parts)}`;
    const sql = `SELECT t.*, n.distance AS "${RESULT}" FROM (${nearest}) n JOIN ${own} t ON t.rowid = n.rowid ORDER BY n.distance`;
    return { sql, parameters: [vector, BigInt(limit), ...exact] };
  });
  return found.map(({ result, row }) => ({ row, distance: result }));
}

export interface TextQuery {
  readonly text: string;
  /** The name of the full-text index: by default its columns, joined by `_`. */
  readonly index: string;
  /** How many rows. Default 10. */
  readonly limit?: number;
  /** `"words"` (default): rows with any of the words, whatever signs the text holds. `"fts5"`: a query in FTS5's own language. */
  readonly syntax?: "fts5" | "words";
}

/**
 * The rows that match a text best, by BM25.
 *
 * @throws SqliteError when there is no such table or index, or a query in FTS5's language cannot be read.
 */
export function findText<R extends AnyRecord>(
  db: SqliteClient,
  table: string,
  schema: R,
  query: TextQuery,
): MatchingRow<R>[] {
  const index = indexObjectName(table, "fts_index", query.index);
  const match = query.syntax === "fts5" ? query.text : anyWord(query.text);
  if (match === "") return [];
  const found = search(db, table, schema, () => {
    if (findTable(db, index) === undefined) throw noIndex(table, `full-text index ${query.index}`);
    const fts = quoteName(index);
    const sql = `SELECT t.*, ${fts}.rank AS "${RESULT}" FROM ${fts} JOIN ${quoteName(table)} t ON t.rowid = ${fts}.rowid WHERE ${fts} MATCH ? ORDER BY ${fts}.rank LIMIT ?`;
    return { sql, parameters: [match, query.limit ?? 10] };
  });
  // FTS5's rank is the smaller, below 0, the better a row fits.
  return found.map(({ result, row }) => ({ row, score: -result }));
}

/** Any of the words of a text, in FTS5's language. */
function anyWord(text: string): string {
  return (text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? []).map((word) => `"${word}"`).join(" OR ");
}

function search<R extends AnyRecord>(
  db: SqliteClient,
  table: string,
  schema: R,
  make: () => { readonly sql: string; readonly parameters: readonly unknown[] },
): { readonly row: Row<R>; readonly result: number }[] {
  try {
    const { parameters, sql } = make();
    const statement = db.prepare(sql);
    statement.safeIntegers(true);
    return statement.all(...parameters).map((found) => {
      const { [RESULT]: result, ...row } = found as Readonly<Record<string, unknown>>;
      return { row: toRows([row], schema)[0] as Row<R>, result: Number(result) };
    });
  } catch (error) {
    throw sqliteError(error, `search the table ${table}`);
  }
}

/** The partition keys of a vector table, in its order. */
function partitionKeys(db: SqliteClient, table: string): string[] {
  const sql = findTable(db, table)?.sql ?? "";
  return [...sql.matchAll(/(\w+) \w+ partition key/g)].map(([, name = ""]) => name);
}

function noIndex(table: string, what: string): SqliteError {
  return new SqliteError(`The table ${table} has no ${what}.`, {
    code: "SQLITE_NO_INDEX",
    hint: "Declare it in the app (declareFtsIndex, declareVectorIndex) and run the update, or name another one.",
  });
}
