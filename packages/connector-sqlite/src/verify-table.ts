import type { SqliteClient } from "./connection.ts";
import { findTable } from "./found-table.ts";
import type { TableAction } from "./table-action.ts";
import { unfit } from "./table-errors.ts";
import { compareTable } from "./table-fit.ts";

/** Checks that a table of the user's can hold the rows. */
export function verifyTable(
  client: SqliteClient,
  { layout, table }: Extract<TableAction, { kind: "verify" }>,
  label: string,
): void {
  const found = findTable(client, table);
  if (found === undefined) throw unfit(label, ["it does not exist"], "user");
  if (found.kind === "view") throw unfit(label, ["it is a view"], "user");
  const wantsVirtual = layout.vectors !== undefined;
  if (wantsVirtual !== (found.kind === "virtual")) {
    throw unfit(label, [wantsVirtual ? "it is no virtual table" : "it is a virtual table"], "user");
  }
  if (wantsVirtual) {
    const missing = layout.columns.filter(({ name }) => !found.columns.some((column) => column.name === name));
    if (missing.length > 0)
      throw unfit(
        label,
        missing.map(({ name }) => `it has no column ${name}`),
        "user",
      );
    return;
  }
  const fit = compareTable(client, found, layout);
  const problems = [
    ...fit.problems,
    ...fit.missing.map(({ name }) => `it has no column ${name}`),
    ...fit.notNullable.map(({ name }) => `${name} takes no nulls`),
  ];
  if (problems.length > 0) throw unfit(label, problems, "user");
}
