import { CocoError } from "@coco/connectorkit";
import { LanceDbError } from "./lancedb-error.ts";

interface KnownFailure {
  readonly pattern: RegExp;
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint?: string;
}

/** LanceDB's errors carry one code for everything, so they are told apart by their texts. The first match counts. */
const known: readonly KnownFailure[] = [
  {
    pattern: /commit conflict|concurrent (?:transaction|modification)|too many concurrent writers/i,
    code: "LANCEDB_CONFLICT",
    isRetryable: true,
    hint: "Another writer changed the table at the same moment. Let one app own the writes to a table.",
  },
  {
    pattern:
      /timed? ?out|connection (?:reset|refused|closed by)|temporarily unavailable|slow ?down|\b(?:429|50[0234])\b/i,
    code: "LANCEDB_UNAVAILABLE",
    isRetryable: true,
    hint: "The storage did not answer; the batch is tried again.",
  },
  {
    pattern: /connection is closed/i,
    code: "LANCEDB_CLOSED",
    hint: "Close the connection in env.defer(), which runs after all updates have ended.",
  },
  {
    pattern: /no space left|os error 28|ENOSPC/i,
    code: "LANCEDB_DISK_FULL",
    hint: "Free some space on the disk that holds the database, then run the update again.",
  },
  {
    pattern:
      /permission denied|operation not permitted|\b(?:EACCES|EPERM|EROFS|ENOTDIR)\b|read-only file system|not a directory|os error (?:1|13|20|30)\b/i,
    code: "LANCEDB_NOT_WRITABLE",
    hint: "Check that the folder given to connect() is a folder that this user may write to.",
  },
  {
    pattern: /^table '.*' was not found|dataset at path .* was not found|not found: \S*\.lance\/_versions/i,
    code: "LANCEDB_TABLE_MISSING",
    hint: "The table was removed outside of the app. Run the update once with fullReprocess to build it again.",
  },
];

/** Turns anything thrown while doing `what` ("merge 10 rows into docs_db/chunks") into an error that says so. */
export function lanceDbError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const failure = known.find(({ pattern }) => pattern.test(text));
  return new LanceDbError(`Could not ${what}: ${firstSentence(text)}`, {
    code: failure?.code ?? "LANCEDB_FAILED",
    isRetryable: failure?.isRetryable ?? false,
    hint: failure?.hint,
    cause: error,
  });
}

/** Whether an error says that a table does not exist. */
export function isMissingTable(error: unknown): boolean {
  return lanceDbError(error, "").code === "LANCEDB_TABLE_MISSING";
}

/** LanceDB repeats a message once a layer and adds places in its own source; the cause keeps the whole. */
function firstSentence(text: string): string {
  const [first = text] = text.split(/, (?:location: )?\/\S+\.rs:\d+:\d+|\n+\s*Caused by:|\s{2}Caused by:/);
  return first.replace(/^lance error: /, "").trim();
}
