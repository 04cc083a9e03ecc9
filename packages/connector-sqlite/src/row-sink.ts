import type { Sink, SinkContext, StableKey } from "@coco/connectorkit";
import { sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { type RowValues, rowBytes } from "./row-values.ts";
import type { SqliteError } from "./sqlite-error.ts";
import { writeRows } from "./write-rows.ts";
import { writeTransaction } from "./write-transaction.ts";
import type { TableLayout } from "./table-layout.ts";
import { KnownOwn, type OwnedTable, type TableOwner } from "./table-owner.ts";

export interface RowAction extends OwnedTable {
  readonly layout: TableLayout;
  /** The values of the key columns, in the order of the layout's primary key. */
  readonly key: readonly StableKey[];
  /** Absent: the row is to go. */
  readonly row?: RowValues;
}

/**
 * Writes the rows of all tables of one database, a batch in one transaction: so rows that refer to one another come at once,
 * and readers see a batch as a whole. Before the first rows of a run go into a table, it is looked at whether it is ours.
 */
export function makeRowSink(database: string): Sink<RowAction> {
  const own = new KnownOwn();
  return {
    name: `sqlite rows of ${database}`,
    bytesOf: ({ row }) => (row === undefined ? 0 : rowBytes(row)),
    async apply(actions, context): Promise<readonly unknown[] | undefined | void> {
      const client = context.context<SqliteClient>(database);
      try {
        const refusals = refusalsOf(client, database, actions, own);
        if (refusals.size === 0) return await writeBatch(client, actions, context);
        const errors = actions.map(({ owner, row }) => {
          const refusal = refusals.get(owner);
          // Rows of a table that is gone are gone with it.
          return row === undefined && refusal?.code === "SQLITE_TABLE_MISSING" ? undefined : refusal;
        });
        const allowed = actions.filter((_, position) => errors[position] === undefined);
        if (allowed.length > 0) await writeBatch(client, allowed, context);
        return errors;
      } catch (error) {
        throw sqliteError(error, `write ${count(actions)} ${placeOf(actions, database)}`);
      }
    },
    async settle(context): Promise<void> {
      own.forget();
      const client = context.context<SqliteClient>(database);
      try {
        // What SQLite's planner knows of the tables, where they have changed much.
        if (!client.inTransaction) client.exec("PRAGMA optimize");
      } catch (error) {
        throw sqliteError(error, `bring the statistics of ${database} up to date`);
      }
    },
  };
}

/** Why rows stay as they are, by the owner that was expected: an object of its own for each table. */
function refusalsOf(
  client: SqliteClient,
  database: string,
  actions: readonly RowAction[],
  own: KnownOwn,
): ReadonlyMap<TableOwner, SqliteError> {
  const refusals = new Map<TableOwner, SqliteError>();
  const seen = new Set<TableOwner>();
  for (const action of actions) {
    if (seen.has(action.owner)) continue;
    seen.add(action.owner);
    const refusal = own.refusalOf(client, database, action);
    if (refusal !== undefined) refusals.set(action.owner, refusal);
  }
  return refusals;
}

async function writeBatch(client: SqliteClient, actions: readonly RowAction[], { signal }: SinkContext): Promise<void> {
  try {
    await writeTransaction(client, { signal }, () => writeRows(client, actions));
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    const withUnique = actions.some(({ layout, row }) => row !== undefined && layout.unique.length > 0);
    if (code !== "SQLITE_CONSTRAINT_UNIQUE" || !withUnique) throw error;
    // Rows that exchange unique values: all of them go before any comes back. References to them are left alone meanwhile.
    await writeTransaction(client, { signal, withoutForeignKeys: true }, () => {
      const upserts = actions.filter(({ row }) => row !== undefined);
      writeRows(
        client,
        upserts.map(({ key, layout, table }) => ({ key, layout, table })),
      );
      writeRows(client, actions);
      for (const table of new Set(actions.map((action) => action.table))) checkReferences(client, table);
    });
  }
}

function checkReferences(client: SqliteClient, table: string): void {
  const broken = client.prepare("SELECT 1 FROM pragma_foreign_key_check(?) LIMIT 1").get(table);
  if (broken === undefined) return;
  throw Object.assign(new Error("FOREIGN KEY constraint failed"), { code: "SQLITE_CONSTRAINT_FOREIGNKEY" });
}

function count(actions: readonly RowAction[]): string {
  return actions.length === 1 ? "1 row" : `${actions.length} rows`;
}

/** The table, where there is but one. */
function placeOf(actions: readonly RowAction[], database: string): string {
  const tables = [...new Set(actions.map(({ table }) => table))];
  return tables.length === 1 ? `of ${database}/${tables[0]}` : `of ${tables.length} tables of ${database}`;
}
