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

/** A table of this name is in the file, but not the one whose rows are tracked. */
export function notTheTracked(label: string, file: string, marked: boolean): SqliteError {
  const maker = marked ? "made by another app, or by this one with another state" : "not made by this app";
  return new SqliteError(`The table ${label} of ${file} was ${maker}. Nothing in it was changed.`, {
    code: "SQLITE_TABLE_EXISTS",
    hint:
      "Point the context key at the file that it stood for before. If this file is meant, run the update once with " +
      'fullReprocess, and choose: another table name; { onExisting: "adopt" } to take the table over with its rows; ' +
      '{ onExisting: "replace" } to drop it with its rows and build it again.',
  });
}

/** `file`: where it was looked for. */
export function goneOutside(label: string, file: string): SqliteError {
  return new SqliteError(
    `The table ${label} is not in ${file}: it was removed outside of the app, or is in another file.`,
    {
      code: "SQLITE_TABLE_MISSING",
      hint:
        "Point the context key at the file that it stood for before; or run the update once with fullReprocess to build " +
        "the table again in this one.",
    },
  );
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
