import {
  type AnyRecord,
  type ContextKey,
  type LiveMapView,
  type Row,
  type Source,
  useContext,
} from "@coco/connectorkit";
import type { PostgresPool } from "../pool.ts";
import { PostgresError } from "../postgres-error.ts";
import { checkReadOptions, type ReadOptions } from "./read-options.ts";
import { rowSource } from "./row-source.ts";

export interface ReadQueryOptions extends ReadOptions {
  /** A channel on which you notify of changes, as with {@link LiveOptions}: nothing is installed for a query. */
  readonly live?: { readonly channel: string };
}

/**
 * The rows of a query, one item each, by the primary key of the record. The query is run once a page, so its rows should be found
 * by their keys; it has no `ORDER BY` or `LIMIT` of its own that matter. Call it in a component.
 *
 * @param query - a SELECT with a column for each of the record's, under their names.
 * @throws PostgresError (`POSTGRES_OPTIONS`) for what cannot be.
 */
export function readQuery<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  query: string,
  schema: R,
  options: ReadQueryOptions & Required<Pick<ReadQueryOptions, "live">>,
): LiveMapView<Row<R>>;
export function readQuery<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  query: string,
  schema: R,
  options?: ReadQueryOptions,
): Source<Row<R>>;
export function readQuery(
  db: ContextKey<PostgresPool>,
  query: string,
  schema: AnyRecord,
  options: ReadQueryOptions = {},
): Source<unknown> {
  checkReadOptions(options, "readQuery");
  const { live = false } = options;
  if (live !== false && (typeof live !== "object" || typeof live.channel !== "string")) {
    throw new PostgresError("readQuery: a query can be watched only on a channel of yours.", {
      code: "POSTGRES_OPTIONS",
      hint: 'Write { live: { channel: "…" } } and notify on it, or read the table itself with readTable().',
    });
  }
  // Without what ends a statement, which cannot stand in brackets.
  const text = query.trim().replace(/;$/, "");
  return rowSource({
    pool: useContext(db),
    label: `a query of ${db.name}`,
    identity: [db.name, text],
    schema,
    from: `(${text}) AS given`,
    options,
    live,
  });
}
