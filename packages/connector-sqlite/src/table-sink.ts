import type { Sink, SinkContext } from "@coco/connectorkit";
import { sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { dropOwnTable, ensureTable } from "./ensure-table.ts";
import type { TableAction } from "./table-action.ts";
import { verifyTable } from "./verify-table.ts";
import { writeTransaction } from "./write-transaction.ts";

const verbs = { ensure: "create or change", verify: "check", drop: "drop" } as const;

/** Makes, changes and drops the tables of one database, each in a transaction of its own. */
export function makeTableSink(database: string): Sink<TableAction> {
  return {
    name: `sqlite tables of ${database}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<SqliteClient>(database);
      const errors: unknown[] = [];
      for (const [position, action] of actions.entries()) {
        const label = `${database}/${action.table}`;
        errors[position] = await perform(client, action, label, context).then(
          () => undefined,
          (error: unknown) => sqliteError(error, `${verbs[action.kind]} the table ${label}`),
        );
      }
      return errors;
    },
  };
}

async function perform(
  client: SqliteClient,
  action: TableAction,
  label: string,
  { signal }: SinkContext,
): Promise<void> {
  if (action.kind === "verify") return verifyTable(client, action, label);
  return writeTransaction(client, { signal, withoutForeignKeys: true }, () => {
    if (action.kind === "ensure") ensureTable(client, action, label);
    else dropOwnTable(client, action);
  });
}
