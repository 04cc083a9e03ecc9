import { sqlStateOf } from "./classify-error.ts";
import { keyProblems, typeProblems } from "./table-problems.ts";
import { placeText, quoted, quotedTable } from "./identifiers.ts";
import type { PoolConnection } from "./pool.ts";
import type { StoredColumn } from "./stored-column.ts";
import type { EnsureTable } from "./table-action.ts";
import { unfit } from "./table-errors.ts";
import type { TableFit } from "./table-fit.ts";

/**
 * Changes a table in place. Columns that are new take nulls at first, because rows may be there; what is to take none is
 * told so when the run settles and all rows are written.
 *
 * @param ours - whether the table is this app's, so that a column of another type is one whose type changed.
 */
export async function alterTable(
  connection: PoolConnection,
  action: EnsureTable,
  fit: TableFit,
  ours: boolean,
): Promise<void> {
  const dropped = action.dropColumns.filter((name) => fit.present.has(name));
  const problems = [
    ...typeProblems(ours ? { ...fit, otherType: [] } : fit),
    ...fit.unfilled
      .filter((name) => !dropped.includes(name))
      .map((name) => `it has a column ${name} that needs a value`),
    ...keyProblems(fit, action.layout),
  ];
  if (problems.length > 0) throw unfit(placeText(action.place), problems, "system");
  const alter = async (change: string): Promise<void> => {
    await connection.query(`ALTER TABLE ${quotedTable(action.place)} ${change}`);
  };
  for (const { name, type } of fit.missing) await alter(`ADD COLUMN ${quoted(name)} ${type}`);
  for (const { column } of fit.otherType) await changeType(connection, column, alter);
  for (const { name } of fit.notNullable) await alter(`ALTER COLUMN ${quoted(name)} DROP NOT NULL`);
  for (const name of dropped) await alter(`DROP COLUMN ${quoted(name)}`);
}

/** Converts the values where the server can, so that readers see them until they are written again; else starts empty. */
async function changeType(
  connection: PoolConnection,
  { name, type }: StoredColumn,
  alter: (change: string) => Promise<void>,
): Promise<void> {
  const column = quoted(name);
  await connection.query("SAVEPOINT coco_type");
  try {
    await alter(`ALTER COLUMN ${column} DROP DEFAULT, ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type}`);
    await connection.query("RELEASE SAVEPOINT coco_type");
  } catch (error) {
    if (!cannotConvert(error)) throw error;
    await connection.query("ROLLBACK TO SAVEPOINT coco_type");
    await alter(`DROP COLUMN ${column}`);
    await alter(`ADD COLUMN ${column} ${type}`);
  }
}

/** No cast, a value that the new type does not take, or an index that has no way to order it. */
function cannotConvert(error: unknown): boolean {
  const state = sqlStateOf(error) ?? "";
  return ["42846", "42804", "42704", "0A000"].includes(state) || state.startsWith("22");
}
