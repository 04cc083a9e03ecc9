import type { AnyRecord, Row } from "@coco/connectorkit";
import type * as Arrow from "apache-arrow";
import { loadArrow } from "./arrow-library.ts";
import { decodeColumn } from "./decode-column.ts";

/** What a search adds to a row; which of them depends on the kind of search. */
export interface SearchScores {
  /** Vector search: the distance; smaller is nearer. */
  readonly _distance?: number;
  /** Full-text search: the score; larger is better. */
  readonly _score?: number;
  /** Hybrid search: the score after reranking; larger is better. */
  readonly _relevance_score?: number;
}

/** A row that a query found. Columns that the query did not select are absent. */
export type FoundRow<R extends AnyRecord> = Row<R> & SearchScores;

/** Any query of LanceDB. */
export interface RowQuery {
  toArrow(): Promise<Arrow.Table>;
}

/**
 * Runs a query and gives its rows as plain objects, which LanceDB's `toArray()` does not: there a vector is a view into
 * Arrow's memory, an integer a bigint and a date a number.
 *
 * With the table's record, values are those that `declareRow` took. Without it, what the table does not say is left as
 * stored: an integer is a number where that is exact and else a bigint, JSON and UUIDs are text.
 */
export async function toRows<R extends AnyRecord>(query: RowQuery, schema: R): Promise<FoundRow<R>[]>;
export async function toRows(query: RowQuery): Promise<Record<string, unknown>[]>;
export async function toRows(query: RowQuery, schema?: AnyRecord): Promise<Record<string, unknown>[]> {
  const [table, arrow] = [await query.toArrow(), await loadArrow()];
  const rows: Record<string, unknown>[] = Array.from({ length: table.numRows }, () => ({}));
  for (const field of table.schema.fields) {
    const column = table.getChild(field.name) as Arrow.Vector;
    const decode = decodeColumn(arrow, field.type, schema?.columns[field.name]?.type);
    for (const [index, row] of rows.entries()) {
      const value: unknown = column.get(index);
      row[field.name] = value === null || value === undefined ? null : decode(value);
    }
  }
  return rows;
}
