import {
  type AnyRecord,
  type ContextKey,
  mountTarget,
  registerRootTargets,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import type { SqliteClient } from "./connection.ts";
import { checkTableName } from "./identifiers.ts";
import { recordLayout } from "./record-layout.ts";
import type { RowValues } from "./row-values.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { type TableOptions, tableShape } from "./table-options.ts";
import { TableTarget } from "./table-target.ts";

const tables: TargetProvider<TableValue> = registerRootTargets("coco.sqlite.table", new TableHandler());

/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns come and go in place; another primary key, another type of a column, and other rules (`strict`, `unique`,
 * `foreignKeys`, `virtual`) make the table anew.
 *
 * @throws SqliteError for names and options that SQLite cannot take, or a table that is not this app's.
 */
export async function mountTable<C extends SqliteClient, R extends AnyRecord>(
  db: ContextKey<C>,
  name: string,
  schema: R,
  options: TableOptions<keyof R["columns"] & string> = {},
): Promise<TableTarget<R>> {
  checkTableName(name);
  const shape = tableShape(name, Object.keys(schema.columns), options);
  const record = await resolveRecord(schema, useContext);
  const { managedBy = "system", onExisting = "error" } = options;
  const layout = recordLayout(record, name, shape);
  const rows = await mountTarget<RowValues, TableValue>(
    tables.state([db.name, name], { layout, managedBy, onExisting }),
  );
  return new TableTarget(name, rows, record, layout);
}
