import type { AnyRecord, Row } from "@coco/connectorkit";
import { qdrantError } from "./classify-error.ts";
import { decodePoint, type FoundPoint } from "./decode-point.ts";

/** A row that a query found. Columns that the answer does not hold are absent: vectors come with `with_vector: true`. */
export type FoundRow<R extends AnyRecord> = Partial<Row<R>> & {
  /** Of a search: how near it is. */
  readonly _score?: number;
};

/** What the client's `query`, `scroll` and `retrieve` give. */
export type Answer = { readonly points: readonly FoundPoint[] } | readonly FoundPoint[];

/**
 * Turns what the client answers into rows of a record, with the values that `declareRow` took.
 *
 * @param answer - or the promise of it.
 * @param vectorNames - of columns whose vectors have another name than theirs, as in the option `vectors`.
 * @throws QdrantError where the promise fails, which says more than the client's own error, its `cause`.
 */
export async function toRows<R extends AnyRecord>(
  answer: Answer | PromiseLike<Answer>,
  schema: R,
  vectorNames: Readonly<Record<string, string>> = {},
): Promise<FoundRow<R>[]> {
  const found = await Promise.resolve(answer).catch((error: unknown) => {
    throw qdrantError(error, "read points");
  });
  const points: readonly FoundPoint[] = "points" in found ? found.points : found;
  return points.map((point) => {
    const row = decodePoint(schema, point, vectorNames) as FoundRow<R>;
    return point.score === undefined ? row : { ...row, _score: point.score };
  });
}
