import {
  type AnyRecord,
  type ContextKey,
  mountTarget,
  registerRootTargets,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import type { LanceDbClient } from "./connection.ts";
import type { RowValues } from "./encode-rows.ts";
import { checkTableName } from "./identifiers.ts";
import { LanceDbError } from "./lancedb-error.ts";
import { recordLayout } from "./record-layout.ts";
import type { OnExisting } from "./table-action.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { TableTarget } from "./table-target.ts";

export interface TableOptions {
  /**
   * `"system"` (default): the app makes, changes and drops the table. `"user"`: the table is there already and stays;
   * the app writes and deletes its own rows, and checks that their columns fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a table of that name that this app did not make: `"error"` (default), `"adopt"` it with its rows and columns, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
}

const tables: TargetProvider<TableValue> = registerRootTargets("coco.lancedb.table", new TableHandler());

const choices: Readonly<Record<keyof TableOptions, readonly string[]>> = {
  managedBy: ["system", "user"],
  onExisting: ["error", "adopt", "replace"],
};

/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns that take nulls are added in place; a dropped column, or a new one without nulls, has the rows written again;
 * another primary key or type of a column makes the table anew.
 *
 * @throws LanceDbError for a table name or column name that LanceDB cannot take, or a table that is not this app's.
 */
export async function mountTable<C extends LanceDbClient, R extends AnyRecord>(
  db: ContextKey<C>,
  name: string,
  schema: R,
  options: TableOptions = {},
): Promise<TableTarget<R>> {
  checkTableName(name);
  checkOptions(name, options);
  const record = await resolveRecord(schema, useContext);
  const { managedBy = "system", onExisting = "error" } = options;
  const value: TableValue = { layout: recordLayout(record, name), managedBy, onExisting };
  const rows = await mountTarget<RowValues, TableValue>(tables.state([db.name, name], value));
  return new TableTarget(name, rows, record);
}

function checkOptions(table: string, options: TableOptions): void {
  for (const [option, value] of Object.entries(options)) {
    const known = choices[option as keyof TableOptions];
    if (known !== undefined && (value === undefined || known.includes(value))) continue;
    throw new LanceDbError(`mountTable(${table}): the option ${option}: ${JSON.stringify(value)} is not known.`, {
      code: "LANCEDB_OPTIONS",
      hint: Object.entries(choices)
        .map(([name, values]) => `${name}: ${values.map((each) => JSON.stringify(each)).join(" | ")}`)
        .join("; "),
    });
  }
}
