import { LanceDbError } from "./lancedb-error.ts";

/** Rule T11: a table that is there and is not tracked. */
export function foundNotMade(label: string, marked: boolean): LanceDbError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new LanceDbError(`The table ${label} exists already and was ${maker}.`, {
    code: "LANCEDB_TABLE_EXISTS",
    hint:
      'Choose: another table name; { onExisting: "adopt" } to take it over with its rows; { onExisting: "replace" } to ' +
      'drop it with its rows and build it again; { managedBy: "user" } to write rows and leave the table to its owner.',
  });
}

/** A table of this name is there, but not the one whose rows are tracked. */
export function notTheTracked(label: string, marked: boolean): LanceDbError {
  const maker = marked ? "made by another app, or by this one with another state" : "not made by this app";
  return new LanceDbError(`The table ${label} was ${maker}. Nothing in it was changed.`, {
    code: "LANCEDB_TABLE_EXISTS",
    hint:
      "Point the context key at the database that it stood for before. If this table is meant, run the update once with " +
      'fullReprocess, and choose: another name; { onExisting: "adopt" } to take the table over with its rows; ' +
      '{ onExisting: "replace" } to drop it with its rows and build it again.',
  });
}

export function goneOutside(label: string): LanceDbError {
  return new LanceDbError(`The table ${label} is gone: it was removed outside of the app.`, {
    code: "LANCEDB_TABLE_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function unfit(label: string, problems: readonly string[], managedBy: "system" | "user"): LanceDbError {
  return new LanceDbError(`The table ${label} does not fit its record: ${problems.join("; ")}.`, {
    code: "LANCEDB_SCHEMA_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the table is yours: create or change it, or let the app do so by leaving the option out.'
        : 'It was changed outside of the app. Change it back, or drop it and run the update once with fullReprocess, or mount it with onExisting: "replace".',
  });
}
