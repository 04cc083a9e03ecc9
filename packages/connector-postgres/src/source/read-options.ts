import { PostgresError } from "../postgres-error.ts";

/** How a table or query is read. */
export interface ReadOptions {
  /** Values of `$1`, `$2`, … in the query, or in `where`. */
  readonly parameters?: readonly unknown[];
  /** How many rows are read at a time. Default 1,000. */
  readonly pageSize?: number;
  /**
   * Whether all pages show the table as it was when the scan began. Default true. A transaction is open meanwhile, which keeps
   * the server from cleaning up; `false` lets each page see the present, for scans that take hours.
   */
  readonly snapshot?: boolean;
}

export interface ReadTableOptions extends ReadOptions {
  /** Default "public". */
  readonly schema?: string;
  /** Which rows are read: a condition in SQL, `"price > $1"`. Default: all. */
  readonly where?: string;
  /**
   * A column of the table that gets another value with every change of a row: a time, a version (`xmin` too, until a restore). Items are then
   * {@link StoredRow}s: a scan reads keys and this column, and only what changed is read whole.
   */
  readonly ordinal?: string;
  /** Whether changes are reported while the app runs live. Default false. */
  readonly live?: boolean | LiveOptions;
}

export interface LiveOptions {
  /**
   * A channel on which you notify of changes; nothing is installed then. The payload is a JSON list of keys, each a list of
   * the texts of its columns, `[["17"],["18"]]`; with any other, all rows are looked at. Default: a trigger of ours, installed when watching begins
   * and removed when nobody watches any more.
   */
  readonly channel?: string;
}

const known: ReadonlySet<string> = new Set([
  "parameters",
  "pageSize",
  "snapshot",
  "schema",
  "where",
  "ordinal",
  "live",
]);
const ofLive: ReadonlySet<string> = new Set(["channel"]);

/** @throws PostgresError (`POSTGRES_OPTIONS`) for options that are not known, or cannot be. */
export function checkReadOptions(options: ReadTableOptions, what: string): void {
  const { live, pageSize } = options;
  const unknown =
    Object.keys(options).find((option) => !known.has(option)) ??
    (typeof live === "object" ? Object.keys(live).find((option) => !ofLive.has(option)) : undefined);
  if (unknown !== undefined) {
    throw refused(
      `${what}: the option ${unknown} is not known.`,
      `Known: ${[...known].join(", ")}; of live: ${[...ofLive].join(", ")}.`,
    );
  }
  if (pageSize !== undefined && !(Number.isInteger(pageSize) && pageSize > 0)) {
    throw refused(`${what}: pageSize: ${String(pageSize)} is no number of rows.`, "Give a whole number above 0.");
  }
}

function refused(message: string, hint: string): PostgresError {
  return new PostgresError(message, { code: "POSTGRES_OPTIONS", hint });
}
