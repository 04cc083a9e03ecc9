import type { Sink } from "@coco/connectorkit";
import { dropTable, ensureTable, verifyTable } from "./ensure-table.ts";
import { placeText } from "./identifiers.ts";
import type { PoolConnection, PostgresPool } from "./pool.ts";
import type { TableAction } from "./table-action.ts";
import { settleTable, toSettle } from "./table-upkeep.ts";
import { withTransaction } from "./with-connection.ts";

const verbs = { ensure: "create or change", verify: "check", drop: "drop" } as const;

/** Makes, changes and drops the tables of one database, each in a transaction of its own. */
export function makeTableSink(database: string): Sink<TableAction> {
  return {
    name: `postgres tables of ${database}`,
    async apply(actions, { context, signal }): Promise<readonly unknown[]> {
      const pool = context<PostgresPool>(database);
      const errors: unknown[] = [];
      for (const action of actions) {
        const what = `${verbs[action.kind]} the table ${placeText(action.place)}`;
        const error = await withTransaction({ pool, what, signal }, (connection) => perform(connection, action)).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined && action.kind === "ensure") toSettle(action);
        errors.push(error);
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
    settle: (context) => settleTable(context, database),
  };
}

function perform(connection: PoolConnection, action: TableAction): Promise<void> {
  switch (action.kind) {
    case "ensure":
      return ensureTable(connection, action);
    case "verify":
      return verifyTable(connection, action);
    case "drop":
      return dropTable(connection, action);
  }
}
