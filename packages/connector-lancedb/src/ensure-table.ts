import { loadArrow } from "./arrow-library.ts";
import { isMissingTable } from "./classify-error.ts";
import type { LanceDbClient, Table } from "./connection.ts";
import { markSchema, readOwnerMark, writeOwnerMark } from "./owner-mark.ts";
import { arrowField, arrowSchema } from "./stored-type.ts";
import type { TableAction } from "./table-action.ts";
import { foundNotMade, goneOutside, unfit } from "./table-errors.ts";
import { compareTable } from "./table-fit.ts";

type Ensure = Extract<TableAction, { kind: "ensure" }>;

/** Makes the table, or changes the one that is there, so that it ends as wanted from wherever it stands. */
export async function ensureTable(client: LanceDbClient, action: Ensure, label: string): Promise<void> {
  const table = await openIfPresent(client, action.table);
  if (table === undefined) {
    if (action.mustExist && !action.rebuild) throw goneOutside(label);
    return createTable(client, action);
  }
  try {
    const mark = await readOwnerMark(table);
    const ours = mark !== undefined && action.knownMarks.includes(mark);
    if (!ours && action.onExisting === "error") throw foundNotMade(label, mark !== undefined);
    if (ours ? action.rebuild : action.onExisting === "replace") {
      table.close();
      await client.dropTable(action.table);
      return await createTable(client, action);
    }
    await alterTable(table, action, label);
    if (mark !== action.mark) await writeOwnerMark(table, firstKeyColumn(action), action.mark);
  } finally {
    table.close();
  }
}

export async function verifyTable(
  client: LanceDbClient,
  action: Extract<TableAction, { kind: "verify" }>,
  label: string,
): Promise<void> {
  const table = await openIfPresent(client, action.table);
  if (table === undefined) throw unfit(label, ["it does not exist"], "user");
  const fit = await compareTable(await loadArrow(), table, action.layout);
  table.close();
  const problems = [
    ...fit.missing.map(({ name }) => `it has no column ${name}`),
    ...fit.otherType,
    ...fit.notNullable.map(({ name }) => `${name} takes no nulls`),
    ...fit.unfilled.map((name) => `it has a column ${name} that needs a value`),
  ];
  if (problems.length > 0) throw unfit(label, problems, "user");
}

export async function dropTable(client: LanceDbClient, action: Extract<TableAction, { kind: "drop" }>): Promise<void> {
  const table = await openIfPresent(client, action.table);
  if (table === undefined) return;
  const mark = await readOwnerMark(table);
  table.close();
  // Whatever stands there now is not what was tracked, and may be someone's data.
  if (mark === undefined || !action.knownMarks.includes(mark)) return;
  await client.dropTable(action.table);
}

async function openIfPresent(client: LanceDbClient, name: string): Promise<Table | undefined> {
  try {
    return await client.openTable(name);
  } catch (error) {
    if (isMissingTable(error)) return undefined;
    throw error;
  }
}

async function createTable(client: LanceDbClient, action: Ensure): Promise<void> {
  const arrow = await loadArrow();
  const schema = markSchema(arrow, arrowSchema(arrow, action.layout), firstKeyColumn(action), action.mark);
  (await client.createEmptyTable(action.table, schema)).close();
}

async function alterTable(table: Table, action: Ensure, label: string): Promise<void> {
  const arrow = await loadArrow();
  const fit = await compareTable(arrow, table, action.layout);
  if (fit.otherType.length > 0) throw unfit(label, fit.otherType, "system");
  const dropped = action.dropColumns.filter((name) => fit.present.has(name));
  const unfilled = fit.unfilled.filter((name) => !dropped.includes(name));
  if (unfilled.length > 0) {
    throw unfit(
      label,
      unfilled.map((name) => `it has a column ${name} that needs a value`),
      "system",
    );
  }
  if (fit.missing.length > 0) await table.addColumns(fit.missing.map((column) => arrowField(arrow, column, true)));
  if (fit.notNullable.length > 0) {
    await table.alterColumns(fit.notNullable.map(({ name }) => ({ path: name, nullable: true })));
  }
  if (dropped.length > 0) await table.dropColumns(dropped);
}

function firstKeyColumn({ layout }: Ensure): string {
  return layout.primaryKey[0] ?? "";
}
