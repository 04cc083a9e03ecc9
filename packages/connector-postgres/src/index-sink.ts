import type { Sink } from "@coco/connectorkit";
import { placeText, quoted, type TablePlace } from "./identifiers.ts";
import type { PostgresPool } from "./pool.ts";
import { keepTableUp } from "./table-upkeep.ts";
import { findTable, lockTable, type WishedIndex, writeNote } from "./table-note.ts";
import { refusalOf, type TableOwner } from "./table-owner.ts";
import { type Work, withConnection, withTransaction } from "./with-connection.ts";

export interface IndexAction {
  /** Whose the table must be. */
  readonly owner: TableOwner;
  /** Its name in the database. */
  readonly name: string;
  /** Absent: the index is to go. */
  readonly wish?: WishedIndex;
}

/** Up to here the slowest kind of index is built well within the time that a sink is given. */
const ROWS_AT_ONCE = 50_000;

/**
 * Notes which indexes a table should have, and builds them: at once, so that a process which dies leaves none unbuilt; of a
 * large table when the run settles, because that may take many minutes. One that is not wanted any more goes at once.
 */
export function makeIndexSink(place: TablePlace): Sink<IndexAction> {
  const label = placeText(place);
  return {
    name: `postgres indexes of ${label}`,
    async apply(actions, sinkContext): Promise<void> {
      const { context, signal } = sinkContext;
      const work: Work = {
        pool: context<PostgresPool>(place.database),
        what: `declare the indexes of ${label}`,
        signal,
      };
      const isThere = await withTransaction(work, async (connection) => {
        await lockTable(connection, place);
        const table = await findTable(connection, place);
        if (table === undefined) return false;
        for (const owner of new Set(actions.map((action) => action.owner))) {
          const refusal = await refusalOf(connection, place, owner, table);
          if (refusal !== undefined) throw refusal;
        }
        const indexes: Record<string, WishedIndex> = { ...table.note.indexes };
        for (const { name, wish } of actions) {
          if (wish === undefined) delete indexes[name];
          else indexes[name] = wish;
        }
        await writeNote(connection, place, table.comment, { ...table.note, indexes });
        return true;
      });
      if (!isThere) return;
      await keepTableUp(sinkContext, place, ROWS_AT_ONCE);
      const removed = actions.filter(({ wish }) => wish === undefined);
      if (removed.length === 0) return;
      // Not in a transaction: readers go on meanwhile.
      await withConnection({ ...work, what: `drop indexes of ${label}` }, async (connection) => {
        for (const { name } of removed) {
          await connection.query(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted(place.schema)}.${quoted(name)}`);
        }
      });
    },
    settle: (context) => keepTableUp(context, place),
  };
}
