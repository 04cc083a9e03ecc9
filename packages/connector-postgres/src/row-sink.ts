import type { Sink, SinkContext, StableKey } from "@coco/connectorkit";
import { isMissingTable } from "./classify-error.ts";
import { encodeColumn, type RowValues } from "./encode-rows.ts";
import { extensionTypes, forgetExtensionTypes } from "./extension-types.ts";
import { keepTableUp } from "./table-upkeep.ts";
import { placeText, type TablePlace } from "./identifiers.ts";
import type { PostgresPool } from "./pool.ts";
import { deleteStatement, type RowStatement, upsertStatement } from "./row-statements.ts";
import { rowBytes } from "./row-bytes.ts";
import type { TableLayout } from "./stored-column.ts";
import { withConnection } from "./with-connection.ts";

export interface RowAction {
  readonly layout: TableLayout;
  /** The values of the key columns, in the order of the layout's primary key. */
  readonly key: readonly StableKey[];
  /** The encoded key: equal for equal keys. */
  readonly identity: string;
  /** Absent: the row is to go. */
  readonly row?: RowValues;
}

/** Writes rows in one statement a batch, and deletes them in another. */
export function makeRowSink(place: TablePlace): Sink<RowAction> {
  return {
    name: `postgres rows of ${placeText(place)}`,
    bytesOf: ({ row }) => (row === undefined ? 64 : rowBytes(row)),
    async apply(actions, context): Promise<void> {
      // One statement cannot write a row twice. The last one counts.
      const last = new Map(actions.map((action) => [action.identity, action]));
      for (const [layout, group] of Map.groupBy(last.values(), (action) => action.layout)) {
        const batch = { place, layout, context };
        await write(batch, group);
        await remove(batch, group);
      }
    },
    settle: (context) => keepTableUp(context, place),
  };
}

interface Batch {
  readonly place: TablePlace;
  readonly layout: TableLayout;
  readonly context: SinkContext;
}

async function write({ context, layout, place }: Batch, actions: readonly RowAction[]): Promise<void> {
  const rows = actions.flatMap(({ row }) => (row === undefined ? [] : [row]));
  if (rows.length === 0) return;
  const valuesOf = (column: string): readonly unknown[] => rows.map((row) => row[column] ?? null);
  await run(`write ${count(rows.length)} into`, upsertStatement(place, layout), valuesOf, place, context);
}

async function remove({ context, layout, place }: Batch, actions: readonly RowAction[]): Promise<void> {
  const keys = actions.flatMap(({ key, row }) => (row === undefined ? [key] : []));
  if (keys.length === 0) return;
  const valuesOf = (column: string): readonly unknown[] => keys.map((key) => key[layout.primaryKey.indexOf(column)]);
  try {
    await run(`delete ${count(keys.length)} from`, deleteStatement(place, layout), valuesOf, place, context);
  } catch (error) {
    if (!isMissingTable(error)) throw error;
  }
}

async function run(
  verb: string,
  statement: RowStatement,
  valuesOf: (column: string) => readonly unknown[],
  place: TablePlace,
  context: SinkContext,
): Promise<void> {
  const pool = context.context<PostgresPool>(place.database);
  await withConnection({ pool, what: `${verb} ${placeText(place)}`, signal: context.signal }, async (connection) => {
    const types = await extensionTypes(pool, connection, statement);
    const values = statement.columns.map(({ name, wire }) => encodeColumn(wire, valuesOf(name), types));
    try {
      await connection.query(statement.text, values);
    } catch (error) {
      // An extension that was made anew has other numbers.
      forgetExtensionTypes(pool);
      throw error;
    }
  });
}

function count(rows: number): string {
  return rows === 1 ? "1 row" : `${rows} rows`;
}
