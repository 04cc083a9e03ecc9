import type { Sink } from "@coco/connectorkit";
import { lanceDbError } from "./classify-error.ts";
import type { LanceDbClient } from "./connection.ts";
import { dropTable, ensureTable, verifyTable } from "./ensure-table.ts";
import type { TableAction } from "./table-action.ts";
import { withTableLock } from "./table-lock.ts";

const verbs = { ensure: "create or change", verify: "check", drop: "drop" } as const;

/** Makes, changes and drops the tables of one database. */
export function makeTableSink(database: string): Sink<TableAction> {
  return {
    name: `lancedb tables of ${database}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<LanceDbClient>(database);
      const errors: unknown[] = [];
      for (const [position, action] of actions.entries()) {
        const label = `${database}/${action.table}`;
        errors[position] = await withTableLock(client, action.table, () => perform(client, action, label)).then(
          () => undefined,
          (error: unknown) => lanceDbError(error, `${verbs[action.kind]} the table ${label}`),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

function perform(client: LanceDbClient, action: TableAction, label: string): Promise<void> {
  switch (action.kind) {
    case "ensure":
      return ensureTable(client, action, label);
    case "verify":
      return verifyTable(client, action, label);
    case "drop":
      return dropTable(client, action);
  }
}
