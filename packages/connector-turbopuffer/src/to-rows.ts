import type { AnyRecord, Row } from "@coco/connectorkit";
import { decodeRow, type FoundDocument } from "./decode-row.ts";

/** A row that a query found. Columns that the query did not include are absent, or null where they take null. */
export type FoundRow<R extends AnyRecord> = Partial<Row<R>> & {
  /** Of a search by vectors: the distance; smaller is nearer. By words: the score; larger is better. */
  readonly _dist?: number;
};

/** What the client's `query` gives. */
export interface Answer {
  readonly rows?: readonly FoundDocument[];
}

/** Turns what the client answers into rows of a record, with the values that `declareRow` took. */
export async function toRows<R extends AnyRecord>(
  answer: Answer | PromiseLike<Answer>,
  schema: R,
): Promise<FoundRow<R>[]> {
  const { rows = [] } = await answer;
  return rows.map((found) => {
    const row = decodeRow(schema, found) as FoundRow<R>;
    return found.$dist === undefined ? row : { ...row, _dist: found.$dist };
  });
}
