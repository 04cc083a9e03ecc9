import { SqliteError } from "./sqlite-error.ts";

/** Rule T11: a table that is there and is not tracked. */
export function foundNotMade(label: string, kind: string, marked: boolean): SqliteError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new SqliteError(`The ${kind === "view" ? "view" : "table"} ${label} exists already and was ${maker}.`, {
    code: "SQLITE_TABLE_EXISTS",
    hint:
      'Choose: another table name; { onExisting: "adopt" } to take it over with its rows; { onExisting: "replace" } to ' +
      'drop it with its rows and build it again; { managedBy: "user" } to write rows and leave the table to its owner.',
  });
}

export function cannotAdopt(label: string, kind: string, wantsVirtual: boolean): SqliteError {
  const wanted = wantsVirtual ? "a vector table" : "an ordinary table";
  const there = kind === "table" ? "an ordinary table" : `a ${kind === "view" ? "view" : "virtual table"}`;
  return new SqliteError(`${label} is ${there}, and cannot be adopted as ${wanted}.`, {
    code: "SQLITE_TABLE_EXISTS",
    hint: '{ onExisting: "replace" } drops it and builds it again; or choose another table name.',
  });
}

export function goneOutside(label: string): SqliteError {
  return new SqliteError(`The table ${label} is gone: it was removed outside of the app.`, {
    code: "SQLITE_TABLE_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function unfit(label: string, problems: readonly string[], managedBy: "system" | "user"): SqliteError {
  return new SqliteError(`The table ${label} does not fit its record: ${problems.join("; ")}.`, {
    code: "SQLITE_SCHEMA_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the table is yours: create or change it, or let the app do so by leaving the option out.'
        : 'It was changed outside of the app, or made by somebody else. Change it, or mount it with onExisting: "replace".',
  });
}
