import type { OwnedAction, Sink, SinkContext, StableKey } from "@coco/connectorkit";
import { loadArrow } from "./arrow-library.ts";
import { isMissingTable } from "./classify-error.ts";
import type { LanceDbClient, Table } from "./connection.ts";
import { encodeRows, type RowValues } from "./encode-rows.ts";
import { keyPredicates } from "./key-predicate.ts";
import { rowBytes } from "./row-bytes.ts";
import type { TableLayout } from "./stored-type.ts";
import { keepTableInOrder, keepTableUp, withTable } from "./upkeep.ts";

export interface RowAction extends OwnedAction {
  readonly layout: TableLayout;
  /** The values of the key columns, in the order of the layout's primary key. */
  readonly key: readonly StableKey[];
  /** The encoded key: equal for equal keys. */
  readonly identity: string;
  /** Absent: the row is to go. */
  readonly row?: RowValues;
  /** Of a row that is to go: whether it may not be there at all. */
  readonly mayBeMissing?: boolean;
}

/** After so many batches the table may need to be put in order before the run ends: a slow source gives small batches. */
const BATCHES_BETWEEN_LOOKS = 16;

/** Writes rows in one merge a batch and deletes them in one commit per 10,000. */
export function makeRowSink(database: string, table: string): Sink<RowAction> {
  const label = `${database}/${table}`;
  let batches = 0;
  return {
    name: `lancedb rows of ${label}`,
    bytesOf: ({ row }) => (row === undefined ? 0 : rowBytes(row)),
    async apply(actions, context): Promise<void> {
      // LanceDB has no unique keys: a key twice in one merge would leave two rows. The last one counts.
      const byKey = new Map(actions.map((action) => [action.identity, action]));
      const upserts = [...byKey.values()].filter(({ row }) => row !== undefined);
      const deletions = [...byKey.values()].filter(({ row }) => row === undefined);
      await write(context, { database, table, label, upserts, deletions });
      batches += 1;
      if (batches % BATCHES_BETWEEN_LOOKS === 0) await keepTableInOrder(context, database, table);
    },
    settle: (context) => keepTableUp(context, database, table),
  };
}

interface Batch {
  readonly database: string;
  readonly table: string;
  readonly label: string;
  readonly upserts: readonly RowAction[];
  readonly deletions: readonly RowAction[];
}

async function write(context: SinkContext, batch: Batch): Promise<void> {
  const { database, table, label, upserts, deletions } = batch;
  const client = context.context<LanceDbClient>(database);
  // A commit with nothing in it makes a version all the same.
  if (upserts.length > 0) {
    await withTable(client, table, `write ${count(upserts)} into ${label}`, (open) => merge(open, upserts));
  }
  if (deletions.length > 0) {
    await withTable(client, table, `delete ${count(deletions)} from ${label}`, (open) => remove(open, deletions)).catch(
      (error: unknown) => {
        if (!isMissingTable(error)) throw error;
      },
    );
  }
}

async function merge(table: Table, upserts: readonly RowAction[]): Promise<void> {
  const arrow = await loadArrow();
  for (const [layout, group] of Map.groupBy(upserts, (action) => action.layout)) {
    const rows = encodeRows(
      arrow,
      layout,
      group.map(({ row }) => row ?? {}),
    );
    await table
      .mergeInsert([...layout.primaryKey])
      .whenMatchedUpdateAll()
      .whenNotMatchedInsertAll()
      .execute(rows);
  }
}

async function remove(table: Table, deletions: readonly RowAction[]): Promise<void> {
  for (const [layout, group] of Map.groupBy(deletions, (action) => action.layout)) {
    const unsure = group.some((action) => action.mayBeMissing === true);
    for (const filter of keyPredicates(
      layout,
      group.map(({ key }) => key),
    )) {
      if (unsure && (await table.countRows(filter)) === 0) continue;
      await table.delete(filter);
    }
  }
}

function count(actions: readonly RowAction[]): string {
  return actions.length === 1 ? "1 row" : `${actions.length} rows`;
}
