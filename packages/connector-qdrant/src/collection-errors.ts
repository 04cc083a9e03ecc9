import { QdrantError } from "./qdrant-error.ts";

/** Rule T11: a collection that is there and is not tracked. */
export function foundNotMade(label: string, marked: boolean): QdrantError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new QdrantError(`The collection ${label} exists already and was ${maker}.`, {
    code: "QDRANT_COLLECTION_EXISTS",
    hint:
      'Choose: another name; { onExisting: "adopt" } to take it over with its points; { onExisting: "replace" } to drop ' +
      'it with its points and build it again; { managedBy: "user" } to write points and leave the collection to its owner.',
  });
}

/** A collection of this name is there, but not the one whose points are tracked. */
export function notTheTracked(label: string, marked: boolean): QdrantError {
  const maker = marked ? "made by another app, or by this one with another state" : "not made by this app";
  return new QdrantError(`The collection ${label} was ${maker}. Nothing in it was changed.`, {
    code: "QDRANT_COLLECTION_EXISTS",
    hint:
      "Point the context key at the server that it stood for before. If this collection is meant, run the update once with " +
      'fullReprocess, and choose: another name; { onExisting: "adopt" } to take the collection over with its points; ' +
      '{ onExisting: "replace" } to drop it with its points and build it again.',
  });
}

export function goneOutside(label: string): QdrantError {
  return new QdrantError(`The collection ${label} is gone: it was removed outside of the app.`, {
    code: "QDRANT_COLLECTION_MISSING",
    hint: "Run the update once with fullReprocess to build it again.",
  });
}

export function unfit(label: string, problems: readonly string[], managedBy: "system" | "user"): QdrantError {
  return new QdrantError(`The collection ${label} does not fit its record: ${problems.join("; ")}.`, {
    code: "QDRANT_VECTOR_MISMATCH",
    hint:
      managedBy === "user"
        ? 'With managedBy: "user" the collection is yours: create or change it, or let the app do so by leaving the option out.'
        : 'Change the record or the option vectors, or mount it with onExisting: "replace".',
  });
}

export function keepsNoMark(label: string): QdrantError {
  return new QdrantError(`The server did not keep the mark of the app on the collection ${label}.`, {
    code: "QDRANT_NOT_SERVED",
    hint: "Metadata of collections came with Qdrant 1.16; this connector needs 1.19 or later. The collection was removed again.",
  });
}
