import {
  type AnyRecord,
  type ContextKey,
  type LiveMapView,
  type Row,
  type Source,
  useContext,
} from "@coco/connectorkit";
import { checkName, placeText, quotedTable, type TablePlace } from "../identifiers.ts";
import type { PostgresPool } from "../pool.ts";
import { checkReadOptions, type LiveOptions, type ReadTableOptions } from "./read-options.ts";
import { rowSource } from "./row-source.ts";
import type { StoredRow } from "./stored-row.ts";

/**
 * The rows of a table, one item each, by the primary key of the record, which need not have all of the table's columns.
 * Call it in a component.
 *
 * Items are plain rows, which count as changed when their values do; with `ordinal`, {@link StoredRow}s. With `live` the
 * source also reports changes while the app runs live.
 *
 * @param db - the pool, by its context key.
 * @throws PostgresError (`POSTGRES_OPTIONS`, `POSTGRES_NAME`) for what cannot be.
 */
export function readTable<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  table: string,
  schema: R,
  options: ReadTableOptions & { readonly ordinal: string; readonly live: LiveOptions | true },
): LiveMapView<StoredRow<Row<R>>>;
export function readTable<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  table: string,
  schema: R,
  options: ReadTableOptions & { readonly ordinal: string },
): Source<StoredRow<Row<R>>>;
export function readTable<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  table: string,
  schema: R,
  options: ReadTableOptions & { readonly ordinal?: never; readonly live: LiveOptions | true },
): LiveMapView<Row<R>>;
export function readTable<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  table: string,
  schema: R,
  options?: ReadTableOptions & { readonly ordinal?: never },
): Source<Row<R>>;
export function readTable(
  db: ContextKey<PostgresPool>,
  table: string,
  schema: AnyRecord,
  options: ReadTableOptions = {},
): Source<unknown> {
  checkName(table, "a table");
  checkReadOptions(options, `readTable(${table})`);
  const { live = false, ordinal, schema: inSchema = "public", where } = options;
  const place: TablePlace = { database: db.name, schema: inSchema, table };
  checkName(inSchema, "a schema");
  return rowSource({
    pool: useContext(db),
    label: placeText(place),
    identity: [db.name, inSchema, table],
    schema,
    from: quotedTable(place),
    where,
    options,
    ordinal,
    live,
    table: place,
  });
}
