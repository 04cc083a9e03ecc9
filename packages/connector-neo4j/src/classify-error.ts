import { CocoError } from "@coco/connectorkit";
import { Neo4jError } from "./neo4j-error.ts";

interface Kind {
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint?: string;
}

const unavailable: Kind = {
  code: "NEO4J_UNAVAILABLE",
  isRetryable: true,
  hint: "The server cannot be reached or ended the connection; a batch is tried again. Check that it runs, at the address given to connect().",
};
const denied: Kind = {
  code: "NEO4J_DENIED",
  hint: "The server refused the log-in or the right: check user, password and database of the address given to connect().",
};

/** By the server's or the driver's code, whole or its beginning; the first that fits counts. */
const byCode: readonly (readonly [string, Kind])[] = [
  ["ServiceUnavailable", unavailable],
  ["SessionExpired", unavailable],
  ["Neo.TransientError.General.DatabaseUnavailable", unavailable],
  [
    "Neo.ClientError.Security.AuthenticationRateLimit",
    { ...denied, hint: "Too many log-ins with a wrong password: correct it, and wait a few seconds." },
  ],
  ["Neo.ClientError.Security", denied],
  [
    "Neo.ClientError.Database.DatabaseNotFound",
    { ...denied, hint: "There is no such database: create it, or correct `database` in connect()." },
  ],
  [
    "Neo.ClientError.Statement.AccessMode",
    { code: "NEO4J_READ_ONLY", hint: "The connection or the database is for reading only." },
  ],
  [
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    { code: "NEO4J_CONSTRAINT", hint: "A constraint of the graph refuses it; the message says which." },
  ],
  [
    "Neo.ClientError.Schema.ConstraintCreationFailed",
    {
      code: "NEO4J_CONSTRAINT",
      hint: "Nodes of this label have the same key twice: remove one of each before the label is adopted.",
    },
  ],
  [
    "Neo.ClientError.Schema",
    { code: "NEO4J_SCHEMA", hint: "An index or constraint of yours is in the way; the message says which." },
  ],
  [
    "Neo.ClientError.Transaction.TransactionTimedOut",
    { code: "NEO4J_CANCELLED", hint: "It took longer than the server allows (db.transaction.timeout)." },
  ],
  [
    "Neo.ClientError.Transaction",
    { code: "NEO4J_CANCELLED", hint: "The transaction was ended by the server or by somebody." },
  ],
  [
    "Neo.TransientError.Transaction.Terminated",
    { code: "NEO4J_CANCELLED", hint: "The transaction was ended by somebody." },
  ],
  [
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    {
      code: "NEO4J_MEMORY",
      isRetryable: true,
      hint: "The server has too little memory for the batch (dbms.memory.transaction.total.max); it is tried again.",
    },
  ],
  [
    "Neo.TransientError",
    {
      code: "NEO4J_CONFLICT",
      isRetryable: true,
      hint: "Another transaction was in the way; the batch is tried again.",
    },
  ],
  [
    "Neo.ClientError.Statement",
    { code: "NEO4J_VALUE", hint: "The server cannot keep what it was given; the message says what." },
  ],
];

/** By what is said, where the code does not tell. */
const bySaying: readonly (readonly [RegExp, Kind])[] = [
  [
    // All that the driver says of neo4j:// when nobody answers.
    /^Could not perform discovery/,
    {
      ...unavailable,
      hint: "No server answered at the address given to connect(): check that it runs there. neo4j:// goes on to the addresses that the server names, bolt:// to this one alone, as for a server in a container; +s needs one with TLS.",
    },
  ],
  [
    /too large to index|maximum.*index.*size|index entry.*too large/i,
    {
      code: "NEO4J_VALUE",
      hint: "A key may have some 8,000 bytes, for an index keeps it unique: use a shorter one, such as a hash.",
    },
  ],
  [
    /no such full-text analyzer/i,
    {
      code: "NEO4J_INDEX",
      hint: "`language` is one of Neo4j's analyzers: CALL db.index.fulltext.listAvailableAnalyzers lists them.",
    },
  ],
];

/** Turns anything thrown while doing `what` ("write 10 nodes …") into an error that says so. */
export function neo4jError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const { code, message, retriable } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly retriable?: unknown;
  };
  const name = typeof code === "string" ? code : "";
  const said = typeof message === "string" ? message : String(error);
  const known: Kind = bySaying.find(([pattern]) => pattern.test(said))?.[1] ??
    byCode.find(([begin]) => name.startsWith(begin))?.[1] ?? {
      code: "NEO4J_FAILED",
      isRetryable: retriable === true,
    };
  return new Neo4jError(`Neo4j could not ${what}: ${said}`, {
    code: known.code,
    cause: error,
    hint: known.hint,
    isRetryable: known.isRetryable ?? false,
    serverCode: name === "" ? undefined : name,
  });
}
