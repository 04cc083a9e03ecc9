import { CocoError } from "@coco/connectorkit";
import { SqliteError } from "./sqlite-error.ts";

interface KnownFailure {
  /** Matches SQLite's extended result code, or the text where the code says nothing. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint: string;
}

/** The first match counts. */
const known: readonly KnownFailure[] = [
  {
    pattern: /^SQLITE_(?:BUSY|LOCKED)|in the middle of a transaction/,
    code: "SQLITE_BUSY",
    isRetryable: true,
    hint: "Another connection is writing, or has a transaction open; the batch is tried again.",
  },
  {
    pattern: /^SQLITE_CONSTRAINT_FOREIGNKEY/,
    code: "SQLITE_FOREIGN_KEY",
    hint: "A row refers to one that is not there. Await the component that declares the other one before (useMount, or ready()).",
  },
  {
    pattern: /^SQLITE_CONSTRAINT/,
    code: "SQLITE_CONSTRAINT",
    hint: "The table has a rule that the row breaks. Correct the row, or the table.",
  },
  {
    pattern: /^SQLITE_FULL/,
    code: "SQLITE_DISK_FULL",
    hint: "Free some space on the disk that holds the database, then run the update again.",
  },
  {
    pattern: /^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH)|unable to open database file|directory does not exist/,
    code: "SQLITE_NOT_WRITABLE",
    hint: "Check that the file and its folder can be written by this user, and that the connection is not read-only.",
  },
  {
    pattern: /^SQLITE_(?:CORRUPT|NOTADB)/,
    code: "SQLITE_DAMAGED",
    hint: "The file is no SQLite database, or is damaged. Restore it, or remove it and run the update with fullReprocess.",
  },
  {
    pattern: /database connection is not open/,
    code: "SQLITE_CLOSED",
    hint: "Close the connection in env.defer(), which runs after all updates have ended.",
  },
  {
    pattern: /no such table/,
    code: "SQLITE_TABLE_MISSING",
    hint: "The table was removed outside of the app. Run the update once with fullReprocess to build it again.",
  },
  {
    pattern: /no such module: vec0|no such function: vec_/,
    code: "SQLITE_NO_VECTORS",
    hint: "npm install sqlite-vec. connect() loads it; into a connection of your own you load it: sqliteVec.load(connection).",
  },
  {
    pattern: /^SQLITE_TOOBIG/,
    code: "SQLITE_TOO_LARGE",
    hint: "SQLite holds at most 1 GB in one row. Cut the value into parts.",
  },
];

/** Turns anything thrown while doing `what` ("write 10 rows into docs_db") into an error that says so. */
export function sqliteError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = resultCode(error);
  const failure = known.find(({ pattern }) => pattern.test(code) || pattern.test(text));
  return new SqliteError(`Could not ${what}: ${text}`, {
    code: failure?.code ?? "SQLITE_FAILED",
    isRetryable: failure?.isRetryable ?? false,
    hint: failure?.hint,
    cause: error,
  });
}

/** Whether the lock is somebody else's at the moment. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(resultCode(error));
}

export function isMissingTable(error: unknown): boolean {
  return error instanceof Error && /no such table/.test(error.message);
}

function resultCode(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : "";
}
