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
import { KnownOwn, type TableOwner } from "./table-owner.ts";
import { withConnection } from "./with-connection.ts";

export interface RowAction {
  /** Whose the table must be. */
  readonly owner: TableOwner;
  readonly layout: TableLayout;
  /** The values of the key columns, in the order of the layout's primary key. */
  readonly key: readonly StableKey[];
  /** The encoded key: equal for equal keys. */
  readonly identity: string;
  /** Absent: the row is to go. */
  readonly row?: RowValues;
}

/**
 * Writes rows in one statement a batch, and deletes them in another. Before the first ones of a run it is looked at whether
 * the table is ours.
 */
export function makeRowSink(place: TablePlace): Sink<RowAction> {
  const own = new KnownOwn();
  return {
    name: `postgres rows of ${placeText(place)}`,
    bytesOf: ({ row }) => (row === undefined ? 64 : rowBytes(row)),
    async apply(actions, context): Promise<readonly unknown[]> {
      const refusals = await own.refusals(context, place, new Set(actions.map(({ owner }) => owner)));
      const errors = actions.map(({ owner, row }) => {
        const refusal = refusals.get(owner);
        // Rows of a table that is gone are gone with it.
        return row === undefined && refusal?.code === "POSTGRES_TABLE_MISSING" ? undefined : refusal;
      });
      const allowed = actions.filter((_, position) => errors[position] === undefined);
      // One statement cannot write a row twice. The last one counts.
      const last = new Map(allowed.map((action) => [action.identity, action]));
      for (const [layout, group] of Map.groupBy(last.values(), (action) => action.layout)) {
        const batch = { place, layout, context };
        await write(batch, group);
        await remove(batch, group);
      }
      return errors;
    },
    settle(context) {
      own.forget();
      return keepTableUp(context, place);
    },
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
  const parts = partsOf(rows, (part) => (column) => part.map((row) => row[column] ?? null));
  await run(`write ${count(rows.length)} into`, upsertStatement(place, layout), parts, place, context);
}

async function remove({ context, layout, place }: Batch, actions: readonly RowAction[]): Promise<void> {
  const keys = actions.flatMap(({ key, row }) => (row === undefined ? [key] : []));
  if (keys.length === 0) return;
  const parts = partsOf(keys, (part) => (column) => part.map((key) => key[layout.primaryKey.indexOf(column)]));
  try {
    await run(`delete ${count(keys.length)} from`, deleteStatement(place, layout), parts, place, context);
  } catch (error) {
    if (!isMissingTable(error)) throw error;
  }
}

/** The values of a column, of the rows of one statement. */
type ValuesOf = (column: string) => readonly unknown[];

/** Larger statements take the server longer a row: what it unpacks no longer fits into its working memory. */
const ROWS_A_STATEMENT = 1_000;

function partsOf<Row>(rows: readonly Row[], valuesOf: (part: readonly Row[]) => ValuesOf): readonly ValuesOf[] {
  const count = Math.ceil(rows.length / ROWS_A_STATEMENT);
  return Array.from({ length: count }, (_, index) =>
    valuesOf(rows.slice(index * ROWS_A_STATEMENT, (index + 1) * ROWS_A_STATEMENT)),
  );
}

/** Runs a statement for each part, on one connection; while the server has one, the next is encoded. */
async function run(
  verb: string,
  statement: RowStatement,
  parts: readonly ValuesOf[],
  place: TablePlace,
  context: SinkContext,
): Promise<void> {
  const pool = context.context<PostgresPool>(place.database);
  const work = { pool, what: `${verb} ${placeText(place)}`, signal: context.signal };
  await withConnection(work, async (connection) => {
    const types = await extensionTypes(pool, connection, statement);
    let running: Promise<unknown> = Promise.resolve();
    try {
      for (const valuesOf of parts) {
        const values = statement.columns.map(({ name, wire }) => encodeColumn(wire, valuesOf(name), types));
        await running;
        running = connection.query(statement.text, values);
        // Awaited in the next round; until then its failure is not to count as one that nobody sees.
        running.catch(() => undefined);
        // What was encoded goes out before the next part takes the processor.
        await new Promise(setImmediate);
      }
      await running;
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
