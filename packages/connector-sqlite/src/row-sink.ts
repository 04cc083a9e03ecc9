import type { Sink, SinkContext, StableKey } from "@coco/connectorkit";
import { sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { type RowValues, rowBytes } from "./row-values.ts";
import { writeRows } from "./write-rows.ts";
import { writeTransaction } from "./write-transaction.ts";
import type { TableLayout } from "./table-layout.ts";

export interface RowAction {
  readonly table: string;
  readonly layout: TableLayout;
  /** The values of the key columns, in the order of the layout's primary key. */
  readonly key: readonly StableKey[];
  /** Absent: the row is to go. */
  readonly row?: RowValues;
}

/**
 * Writes the rows of all tables of one database, a batch in one transaction: so rows that refer to one another come at once,
 * and readers see a batch as a whole.
 */
export function makeRowSink(database: string): Sink<RowAction> {
  return {
    name: `sqlite rows of ${database}`,
    bytesOf: ({ row }) => (row === undefined ? 0 : rowBytes(row)),
    async apply(actions, context): Promise<void> {
      const client = context.context<SqliteClient>(database);
      try {
        await writeBatch(client, actions, context);
      } catch (error) {
        throw sqliteError(error, `write ${count(actions)} ${placeOf(actions, database)}`);
      }
    },
    async settle(context): Promise<void> {
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
