import { PostgresError } from "./postgres-error.ts";

/** Rule T11: a table that is there and is not tracked. */
export function foundNotMade(label: string, marked: boolean): PostgresError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new PostgresError(`The table ${label} exists already and was ${maker}.`, {
    code: "POSTGRES_TABLE_EXISTS",
    hint:
      'Choose: another table name; { onExisting: "adopt" } to take it over with its rows; { onExisting: "replace" } to ' +
      'drop it with its rows and build it again; { managedBy: "user" } to write rows and leave the table to its owner.',
  });
}

export function goneOutside(label: string): PostgresError {
  return new PostgresError(`The table ${label} is gone: it was removed outside of the app.`, {
    code: "POSTGRES_TABLE_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function noTable(label: string, kind: string): PostgresError {
  const what = { v: "a view", m: "a materialized view", S: "a sequence", i: "an index", f: "a foreign table" }[kind];
  return new PostgresError(`${label} exists already and is ${what ?? "no table"}.`, {
    code: "POSTGRES_TABLE_EXISTS",
    hint: "Choose another name for the table.",
  });
}

export function unfit(label: string, problems: readonly string[], managedBy: "system" | "user"): PostgresError {
  return new PostgresError(`The table ${label} does not fit its record: ${problems.join("; ")}.`, {
    code: "POSTGRES_SCHEMA_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the table is yours: create or change it, or let the app do so by leaving the option out.'
        : 'It was changed outside of the app, or made by someone else. Change it, or mount it with onExisting: "replace".',
  });
}
