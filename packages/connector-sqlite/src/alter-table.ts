import type { SqliteClient } from "./connection.ts";
import { columnText } from "./create-table.ts";
import type { FoundTable } from "./found-table.ts";
import { foldName, quoteName } from "./identifiers.ts";
import { dropIndexesOn } from "./index-objects.ts";
import { copyTable } from "./copy-table.ts";
import type { TableAction } from "./table-action.ts";
import { unfit } from "./table-errors.ts";
import { compareTable } from "./table-fit.ts";

/** Changes a table in place, where SQLite can, or by a copy with the same rows, where it cannot. */
export function alterTable(
  client: SqliteClient,
  found: FoundTable,
  action: Extract<TableAction, { kind: "ensure" }>,
  label: string,
): void {
  const dropped = action.dropColumns.filter((name) =>
    found.columns.some((column) => foldName(column.name) === foldName(name)),
  );
  const fit = compareTable(client, found, action.layout, dropped);
  if (fit.problems.length > 0) throw unfit(label, fit.problems, "system");
  const table = quoteName(found.name);
  // A column that comes later takes nulls, whatever is declared: its rows are there already, and get their values next.
  for (const column of fit.missing) {
    client.exec(`ALTER TABLE ${table} ADD COLUMN ${columnText({ ...column, nullable: true })}`);
  }
  if (dropped.length > 0) dropIndexesOn(client, found.name, dropped);
  const inPlace = fit.notNullable.length === 0 && dropped.every((name) => dropColumn(client, table, name));
  if (!inPlace) copyTable(client, found.name, action.layout, dropped);
}

/** Whether SQLite could: not where an index, a rule or a view of somebody else's names the column. */
function dropColumn(client: SqliteClient, table: string, name: string): boolean {
  client.exec("SAVEPOINT coco_drop_column");
  try {
    client.exec(`ALTER TABLE ${table} DROP COLUMN ${quoteName(name)}`);
    return true;
  } catch {
    client.exec("ROLLBACK TO coco_drop_column");
    return false;
  } finally {
    client.exec("RELEASE coco_drop_column");
  }
}
