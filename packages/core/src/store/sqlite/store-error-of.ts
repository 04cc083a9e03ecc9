import SqliteDatabase from "better-sqlite3";
import { StoreBusyError } from "../errors/store-busy-error.ts";
import { StoreCorruptError } from "../errors/store-corrupt-error.ts";
import { StoreFullError } from "../errors/store-full-error.ts";
import { StoreNotWritableError } from "../errors/store-not-writable-error.ts";
import { StoreOperationError } from "../errors/store-operation-error.ts";

/** The store's own error for a failure of SQLite; anything else is given back as it is. */
export function storeErrorOf(location: string, error: unknown): unknown {
  if (isSystemError(error)) {
    return error.code === "ENOSPC" || error.code === "EDQUOT"
      ? new StoreFullError(location, error)
      : new StoreOperationError(location, error);
  }
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  // Extended codes go on after the primary one: SQLITE_IOERR_WRITE, SQLITE_CORRUPT_INDEX.
  const [, kind] = error.code.split("_");
  switch (kind) {
    case "NOTADB":
      return new StoreCorruptError(location, "it is not a database", error);
    case "CORRUPT":
      return new StoreCorruptError(location, `its content is damaged (${error.message})`, error);
    case "FULL":
      return new StoreFullError(location, error);
    case "READONLY":
    case "CANTOPEN":
    case "PERM":
    case "AUTH":
      return new StoreNotWritableError(location, error.message, error);
    case "BUSY":
    case "LOCKED":
      return new StoreBusyError(location, error);
    default:
      return new StoreOperationError(location, error);
  }
}

/** A failure of the file system itself: its log is synced without SQLite. */
function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}
