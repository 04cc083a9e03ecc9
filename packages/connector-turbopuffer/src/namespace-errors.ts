import { TurbopufferError } from "./turbopuffer-error.ts";

/** Rule T11: a namespace that is there and is not tracked. */
export function foundNotMade(label: string, marked: boolean): TurbopufferError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new TurbopufferError(`The namespace ${label} exists already and was ${maker}.`, {
    code: "TURBOPUFFER_NAMESPACE_EXISTS",
    hint:
      'Choose: another name; { onExisting: "adopt" } to take it over with its rows; { onExisting: "replace" } to delete ' +
      'it with its rows and build it again; { managedBy: "user" } to write rows and leave the namespace to its owner.',
  });
}

/** A namespace of this name is there, but not the one whose rows are tracked. */
export function notTheTracked(label: string, marked: boolean): TurbopufferError {
  const maker = marked ? "made by another app, or by this one with another state" : "not made by this app";
  return new TurbopufferError(`The namespace ${label} was ${maker}. Nothing in it was changed.`, {
    code: "TURBOPUFFER_NAMESPACE_EXISTS",
    hint:
      "Point the context key at the account that it stood for before. If this namespace is meant, run the update once with " +
      'fullReprocess, and choose: another name; { onExisting: "adopt" } to take the namespace over with its rows; ' +
      '{ onExisting: "replace" } to drop it with its rows and build it again.',
  });
}

export function goneOutside(label: string): TurbopufferError {
  return new TurbopufferError(`The namespace ${label} is gone: it was removed outside of the app.`, {
    code: "TURBOPUFFER_NAMESPACE_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function unfit(label: string, problems: readonly string[], managedBy: "system" | "user"): TurbopufferError {
  return new TurbopufferError(`The namespace ${label} does not fit its record: ${problems.join("; ")}.`, {
    code: "TURBOPUFFER_SCHEMA_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the namespace is yours: create or change it, or let the app do so by leaving the option out.'
        : 'Change the record, or mount it with onExisting: "replace".',
  });
}
