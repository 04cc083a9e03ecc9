import { CocoError } from "@coco/connectorkit";
import { PostgresError } from "./postgres-error.ts";

interface Kind {
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint?: string;
}

const unavailable: Kind = {
  code: "POSTGRES_UNAVAILABLE",
  isRetryable: true,
  hint: "The server cannot be reached or ended the connection; the batch is tried again.",
};
const conflict: Kind = {
  code: "POSTGRES_CONFLICT",
  isRetryable: true,
  hint: "Another transaction was in the way; the batch is tried again.",
};

/** By SQLSTATE, whole or its class; the longer one counts. */
const bySqlState: Readonly<Record<string, Kind>> = {
  "08": unavailable,
  "57P01": unavailable,
  "57P02": unavailable,
  "57P03": unavailable,
  "57P05": unavailable,
  "25P03": unavailable,
  "53300": {
    ...unavailable,
    hint: "The server has no connection left: give connect() a smaller `max`, or raise max_connections.",
  },
  "53100": { code: "POSTGRES_DISK_FULL", hint: "Free some space on the server's disk, then run the update again." },
  "40001": conflict,
  "40P01": conflict,
  "55P03": { ...conflict, hint: "A lock was not to be had in time: is a transaction left open on this table?" },
  "57014": {
    code: "POSTGRES_CANCELLED",
    hint: "Somebody cancelled the statement, or it took longer than the statement_timeout of this user.",
  },
  "28": {
    code: "POSTGRES_DENIED",
    hint: "The server refused the log-in: check user, password and database of the address given to connect().",
  },
  "3D000": { code: "POSTGRES_DENIED", hint: "There is no such database: create it, or correct the address." },
  "42501": { code: "POSTGRES_DENIED", hint: "Grant the user of this connection what the message says it lacks." },
  "42P01": {
    code: "POSTGRES_TABLE_MISSING",
    hint: "There is no such table. One that the app made, and that was removed outside of it, is built again by an update with fullReprocess.",
  },
  "2BP01": {
    code: "POSTGRES_DEPENDENTS",
    hint: "Views, foreign keys or other objects of yours stand on it: drop them first, run the update, and make them again.",
  },
  "42846": { code: "POSTGRES_COLUMN_TYPE", hint: "The type given in `columns` does not take such values." },
  "42704": {
    code: "POSTGRES_UNDEFINED",
    hint: "A type or another object does not exist: create it before the update.",
  },
  "22": { code: "POSTGRES_VALUE", hint: "A value does not fit the column's type; the message says which." },
  "23": { code: "POSTGRES_CONSTRAINT", hint: "A constraint or unique index of the table refuses the row." },
};

/** By what the system or the driver says when no server answered. */
const lost =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|connection terminated|timeout exceeded when trying to connect|timeout expired|client has encountered a connection error|not queryable/i;

/** Turns anything thrown while doing `what` ("write 10 rows into docs_db.public.chunks") into an error that says so. */
export function postgresError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const { code, detail, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly detail?: unknown;
    readonly message?: unknown;
  };
  const sqlState = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
  const kind = kindOf(sqlState, `${String(code)} ${String(message)}`);
  const text = [typeof message === "string" && message !== "" ? message : String(code ?? error), detail]
    .filter((part) => typeof part === "string" && part !== "")
    .join("; ");
  return new PostgresError(`Could not ${what}: ${text}`, {
    code: kind?.code ?? "POSTGRES_FAILED",
    isRetryable: kind?.isRetryable ?? false,
    hint: kind?.hint,
    sqlState,
    cause: error,
  });
}

function kindOf(sqlState: string | undefined, text: string): Kind | undefined {
  if (sqlState !== undefined && sqlState !== "EPIPE") {
    return bySqlState[sqlState] ?? bySqlState[sqlState.slice(0, 2)];
  }
  if (lost.test(text)) return unavailable;
  return /ENOTFOUND/.test(text)
    ? { code: "POSTGRES_DENIED", hint: "There is no such host: check the address given to connect()." }
    : undefined;
}

/** Whether an error says that a table does not exist. */
export function isMissingTable(error: unknown): boolean {
  return sqlStateOf(error) === "42P01" || sqlStateOf(error) === "3F000";
}

/** The SQLSTATE of an error of the driver, or of ours. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, sqlState } = (error ?? {}) as { readonly code?: unknown; readonly sqlState?: unknown };
  return typeof sqlState === "string" ? sqlState : typeof code === "string" ? code : undefined;
}

/** Whether an error says that the connection is no use any more. */
export function isConnectionLost(error: unknown): boolean {
  return postgresError(error, "").code === "POSTGRES_UNAVAILABLE";
}
