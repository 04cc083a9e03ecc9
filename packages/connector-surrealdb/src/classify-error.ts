import { CocoError } from "@coco/connectorkit";
import { SurrealdbError } from "./surrealdb-error.ts";

interface KnownFailure {
  /** Matches the name of the client's error (with the status of an answer by HTTP), a colon, and its text. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint: string;
}

/** The first match counts. */
const known: readonly KnownFailure[] = [
  {
    pattern: /can be retried|transaction conflict|write conflict|read conflict|resource busy/i,
    code: "SURREALDB_CONFLICT",
    isRetryable: true,
    hint: "Another transaction was in the way; the batch is tried again.",
  },
  {
    pattern:
      /^(?:AuthenticationError|NotAllowedError|InvalidSessionError|MissingNamespaceDatabaseError):|not enough permissions|IAM error|^HttpConnectionError 40[13]:/i,
    code: "SURREALDB_DENIED",
    hint: "Check namespace, database and authentication given to connect(), and what that user may do.",
  },
  {
    pattern:
      /^(?:ConnectionUnavailable|CallTerminated|ReconnectExhaustion|ReconnectIteration|UnexpectedConnection|HttpConnection|UnexpectedServerResponse)Error\b|fetch failed|ECONN|EPIPE|timed out|timeout/i,
    code: "SURREALDB_UNAVAILABLE",
    isRetryable: true,
    hint: "The server cannot be reached or ended the connection; a batch is tried again. Check that it runs, at the address given to connect().",
  },
  {
    pattern: /table '.*' does not exist/is,
    code: "SURREALDB_TABLE_MISSING",
    hint: "The table was removed outside of the app. Run the update once with fullReprocess to build it again.",
  },
  {
    pattern: /coerce value|no such field exists|Datetime value|must conform to|which is not a relation|expected a/i,
    code: "SURREALDB_VALUE",
    hint: "A field or event of the table refuses the record. Correct the record, or the table's definition.",
  },
];

/** Turns anything thrown while doing `what` ("write 10 nodes and 3 relations of graph_db") into an error that says so. */
export function surrealdbError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const { message, name } = error instanceof Error ? error : { message: String(error), name: "" };
  const failure = known.find(({ pattern }) => pattern.test(`${name}${statusOf(error)}: ${message}`));
  return new SurrealdbError(`Could not ${what}: ${message}`, {
    code: failure?.code ?? "SURREALDB_FAILED",
    isRetryable: failure?.isRetryable ?? false,
    hint: failure?.hint,
    cause: error,
  });
}

/** What an HTTP server answered, which the client tells by a number alone. */
function statusOf(error: unknown): string {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === "number" ? ` ${status}` : "";
}

export function isMissingTable(error: unknown): boolean {
  return error instanceof Error && /table '.*' does not exist/is.test(error.message);
}
