import { type GraphTable, tableText } from "@coco/property-graph";
import { SurrealdbError } from "./surrealdb-error.ts";

type Named = Pick<GraphTable, "kind" | "name">;

export function foundNotMade(table: Named, marked: boolean): SurrealdbError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new SurrealdbError(`The table of the ${tableText(table)} exists already and was ${maker}.`, {
    code: "SURREALDB_TABLE_EXISTS",
    hint:
      'Choose: another name; { onExisting: "adopt" } to take it over with its records; { onExisting: "replace" } to remove it with its ' +
      'records and build it again; { managedBy: "user" } to write records and leave the table to its owner.',
  });
}

export function goneOutside(table: Named): SurrealdbError {
  return new SurrealdbError(`The table of the ${tableText(table)} is gone: it was removed outside of the app.`, {
    code: "SURREALDB_TABLE_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function unfit(table: Named, problems: readonly string[], managedBy: "system" | "user"): SurrealdbError {
  return new SurrealdbError(`The table of the ${tableText(table)} does not fit: ${problems.join("; ")}.`, {
    code: "SURREALDB_SCHEMA_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the table is yours: define or change it, or let the app do so by leaving the option out.'
        : 'It was made by somebody else. Change it, or mount it with onExisting: "replace".',
  });
}
