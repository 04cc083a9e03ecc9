import type { Sink } from "@coco/connectorkit";
import { sqlStateOf } from "./classify-error.ts";
import { placeText, type TablePlace } from "./identifiers.ts";
import type { PoolConnection, PostgresPool } from "./pool.ts";
import type { SqlCommand } from "./sql-command-handler.ts";
import { findTable, lockTable, writeNote } from "./table-note.ts";
import { refusalOf, type TableOwner } from "./table-owner.ts";
import { withTransaction } from "./with-connection.ts";

export interface SqlCommandAction {
  /** Whose the table must be. */
  readonly owner: TableOwner;
  readonly name: string;
  /** What takes back the states that it may be in. */
  readonly teardowns: readonly string[];
  /** Whether there may be nothing to take back. */
  readonly unsure: boolean;
  /** Absent: it is to go. */
  readonly command?: SqlCommand;
}

/** Runs SQL commands: what takes the former one back, then the new one, in one transaction. */
export function makeSqlCommandSink(place: TablePlace): Sink<SqlCommandAction> {
  const label = placeText(place);
  return {
    name: `postgres SQL commands of ${label}`,
    async apply(actions, { context, signal }): Promise<readonly unknown[]> {
      const pool = context<PostgresPool>(place.database);
      const errors: unknown[] = [];
      for (const action of actions) {
        const verb = action.command === undefined ? "take back" : "run";
        const work = { pool, what: `${verb} the SQL command ${action.name} of ${label}`, signal };
        errors.push(
          await withTransaction(work, (connection) => perform(connection, place, action)).then(
            () => undefined,
            (error: unknown) => error,
          ),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

async function perform(connection: PoolConnection, place: TablePlace, action: SqlCommandAction): Promise<void> {
  await lockTable(connection, place);
  const before = await findTable(connection, place);
  const refusal = before && (await refusalOf(connection, place, action.owner, before));
  if (refusal !== undefined) throw refusal;
  for (const teardown of action.teardowns) await takeBack(connection, teardown, action.unsure);
  if (action.command !== undefined) await connection.query(action.command.setup);
  // Read now: the commands may have changed the comment, too. Our line is not to get lost with the old one.
  const table = await findTable(connection, place);
  if (table === undefined) return;
  const note = { ...before?.note, ...table.note };
  const teardowns: Record<string, string> = { ...note.teardowns };
  delete teardowns[action.name];
  if (action.command?.teardown !== undefined) teardowns[action.name] = action.command.teardown;
  await writeNote(connection, place, table.comment, { ...note, teardowns });
}

async function takeBack(connection: PoolConnection, teardown: string, unsure: boolean): Promise<void> {
  await connection.query("SAVEPOINT coco_teardown");
  try {
    await connection.query(teardown);
    await connection.query("RELEASE SAVEPOINT coco_teardown");
  } catch (error) {
    // Class 42: something of a name is not there.
    if (!unsure || sqlStateOf(error)?.startsWith("42") !== true) throw error;
    await connection.query("ROLLBACK TO SAVEPOINT coco_teardown");
  }
}
