import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { SqliteError } from "./sqlite-error.ts";

/** As long as a sink waits for the lock; then the engine tries the batch again after a pause of its own. */
const MOST_MILLISECONDS = 2000;
const PAUSE_MILLISECONDS = 20;

export interface WriteOptions {
  readonly signal: AbortSignal;
  /** For changes of tables that others refer to: rows that go with a table are not taken for broken references. */
  readonly withoutForeignKeys?: boolean;
}

/**
 * Does `work` in one transaction, all of it or nothing. The lock is taken at the beginning, and waited for without
 * stopping the process; `work` itself is synchronous, so nothing else of this process comes in between.
 */
export async function writeTransaction(client: SqliteClient, options: WriteOptions, work: () => void): Promise<void> {
  const deadline = performance.now() + MOST_MILLISECONDS;
  for (;;) {
    try {
      inTransaction(client, options.withoutForeignKeys === true, work);
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline || options.signal.aborted) throw error;
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}

function inTransaction(client: SqliteClient, withoutForeignKeys: boolean, work: () => void): void {
  if (client.inTransaction) {
    throw new SqliteError("The connection is in the middle of a transaction that is not the app's.", {
      code: "SQLITE_BUSY",
      isRetryable: true,
      hint: "End your transactions before you await anything, or give the app a connection of its own.",
    });
  }
  const enforced = withoutForeignKeys && foreignKeysEnforced(client);
  // Only between transactions does SQLite take notice of it.
  if (enforced) client.exec("PRAGMA foreign_keys = OFF");
  try {
    client.exec("BEGIN IMMEDIATE");
    try {
      work();
      client.exec("COMMIT");
    } catch (error) {
      if (client.inTransaction) client.exec("ROLLBACK");
      throw error;
    }
  } finally {
    if (enforced) client.exec("PRAGMA foreign_keys = ON");
  }
}

function foreignKeysEnforced(client: SqliteClient): boolean {
  const row = client.prepare("PRAGMA foreign_keys").get() as { readonly foreign_keys: number } | undefined;
  return row?.foreign_keys === 1;
}
