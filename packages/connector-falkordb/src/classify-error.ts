import { CocoError } from "@coco/connectorkit";
import { FalkordbError } from "./falkordb-error.ts";

interface KnownFailure {
  /** Matches the name of the client's error, a colon, and its text. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint: string;
}

/** The first match counts. */
const known: readonly KnownFailure[] = [
  {
    pattern: /\b(?:NOAUTH|WRONGPASS|NOPERM)\b|invalid username-password|Authentication required/i,
    code: "FALKORDB_DENIED",
    hint: "Check user and password given to connect(), and that this user may write the graph.",
  },
  {
    pattern: /\bOOM\b|used memory > 'maxmemory'|memory limit|Query's mem consumption exceeded/i,
    code: "FALKORDB_FULL",
    hint: "The server has no memory left for it: raise maxmemory or QUERY_MEM_CAPACITY, or keep less in the graph.",
  },
  {
    pattern: /Query timed out|\bBUSY\b|\bLOADING\b|\bTRYAGAIN\b|\bMASTERDOWN\b|Max pending queries exceeded/i,
    code: "FALKORDB_BUSY",
    isRetryable: true,
    hint: "The server is busy, or allows no query to take that long (TIMEOUT_DEFAULT, TIMEOUT_MAX); the batch is tried again.",
  },
  {
    pattern: /\b(?:READONLY|NOREPLICAS|MISCONF)\b/,
    code: "FALKORDB_READ_ONLY",
    hint: "The server takes no writes now: it is a replica, or cannot save to its disk. The message says which.",
  },
  {
    pattern:
      /Socket|ClientClosed|ClientOffline|Disconnects|ConnectionTimeout|ReconnectStrategy|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND|Connection timeout|The client is closed|client is offline/i,
    code: "FALKORDB_UNAVAILABLE",
    isRetryable: true,
    hint: "The server cannot be reached or ended the connection; a batch is tried again. Check that it runs, at the address given to connect(); falkors:// and rediss:// need one with TLS.",
  },
];

/** Turns anything thrown while doing `what` ("write 10 nodes and 3 relations of graph_db") into an error that says so. */
export function falkordbError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const { message, name } = error instanceof Error ? error : { message: String(error), name: "" };
  const failure = known.find(({ pattern }) => pattern.test(`${name}: ${message}`));
  // The server repeats the query, which may be long, and holds the values.
  const said = message.replace(/\s*errCtx:.*$/su, "");
  return new FalkordbError(`Could not ${what}: ${said}`, {
    code: failure?.code ?? "FALKORDB_FAILED",
    isRetryable: failure?.isRetryable ?? false,
    hint: failure?.hint,
    cause: error,
  });
}
