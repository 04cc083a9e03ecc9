import type { SinkContext } from "@coco/connectorkit";
import { isMissingTable, sqlStateOf } from "./classify-error.ts";
import { placeText, quoted, quotedTable, type TablePlace } from "./identifiers.ts";
import { buildDueIndexes } from "./index-upkeep.ts";
import type { PostgresPool } from "./pool.ts";
import type { EnsureTable } from "./table-action.ts";
import { compareTable } from "./table-fit.ts";
import { findTable } from "./table-note.ts";
import { withConnection, withTransaction } from "./with-connection.ts";

const running = new Map<string, Promise<void>>();

/**
 * Builds what indexes are still to be built. Called by several sinks of one table at the end of a run: done once.
 * @param mostRows - larger tables are left for another time. Default: none is too large.
 */
export async function keepTableUp(
  context: SinkContext,
  place: TablePlace,
  mostRows: number = Number.POSITIVE_INFINITY,
): Promise<void> {
  const name = JSON.stringify([place.database, place.schema, place.table]);
  const before = running.get(name) ?? Promise.resolve();
  const work = before.then(() => upkeep(context, place, mostRows));
  running.set(
    name,
    work.catch(() => undefined),
  );
  return work;
}

async function upkeep({ context, signal }: SinkContext, place: TablePlace, mostRows: number): Promise<void> {
  const pool = context<PostgresPool>(place.database);
  const what = `build the indexes of ${placeText(place)}`;
  await withConnection({ pool, what, signal }, async (connection) => {
    const table = await findTable(connection, place);
    if (table !== undefined) await buildDueIndexes(connection, place, table, mostRows);
  }).catch((error: unknown) => {
    if (!isMissingTable(error)) throw error;
  });
}

/** Tables that were made or changed in this run, by database. */
const changed = new Map<string, Map<string, EnsureTable>>();

/** Notes that a table was made or changed: when the run has settled, its columns can be told to take no nulls. */
export function toSettle(action: EnsureTable): void {
  const { database } = action.place;
  const tables = changed.get(database) ?? new Map<string, EnsureTable>();
  tables.set(quotedTable(action.place), action);
  changed.set(database, tables);
}

/** All rows are written: columns that were added may now be told to take no nulls. Where rows failed, they stay as they are. */
export async function settleTable({ context, signal }: SinkContext, database: string): Promise<void> {
  const tables = changed.get(database);
  changed.delete(database);
  const pool = context<PostgresPool>(database);
  for (const { layout, place } of tables?.values() ?? []) {
    const what = `change the table ${placeText(place)}`;
    await withTransaction({ pool, what, signal }, async (connection) => {
      const table = await findTable(connection, place);
      if (table === undefined) return;
      const { nullable } = await compareTable(connection, table.oid, layout);
      if (nullable.length === 0) return;
      await connection.query("SET LOCAL lock_timeout = '30s'");
      const changes = nullable.map(({ name }) => `ALTER COLUMN ${quoted(name)} SET NOT NULL`);
      await connection.query(`ALTER TABLE ${quotedTable(place)} ${changes.join(", ")}`);
    }).catch((error: unknown) => {
      // Rows of somebody else's, or of components that failed, have none: the column goes on taking nulls.
      if (sqlStateOf(error) !== "23502") throw error;
    });
  }
}
