import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import { sqliteError } from "./classify-error.ts";
import { loadSqlite, loadVectors } from "./library.ts";
import { SqliteError } from "./sqlite-error.ts";

/** A connection to a SQLite database, as better-sqlite3 makes it. */
export type Connection = BetterSqlite3.Database;

/** A prepared statement, as far as this package uses it. */
export interface SqliteStatement {
  run(...parameters: unknown[]): { readonly changes: number };
  all(...parameters: unknown[]): unknown[];
  get(...parameters: unknown[]): unknown;
  safeIntegers(on: boolean): unknown;
}

/** What this package needs of a connection. Any connection of better-sqlite3 fits, also one made without `connect`. */
export interface SqliteClient {
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
}

export interface ConnectOptions {
  /**
   * Whether sqlite-vec is loaded, for vector tables, vector indexes and `vec_…` functions: `"auto"` (default) if it is
   * installed, `true` or it is an error, `false` never.
   */
  readonly vectors?: boolean | "auto";
  /** Opens an existing file for reading only: for queries. Default false. */
  readonly readonly?: boolean;
}

/** How long SQLite itself waits for a lock, which stops the whole process meanwhile; sinks wait longer, without that. */
const LOCK_MILLISECONDS = 200;

/**
 * Opens a SQLite database. `file` is made, with its folder, if it does not exist; `":memory:"` is one that ends with the
 * connection.
 *
 * The connection writes ahead (WAL) and syncs each commit: what a run has reported as written outlives a power cut, and
 * readers are never in its way. Foreign keys are enforced.
 *
 * @throws SqliteError when the library is not installed or the file cannot be opened.
 */
export async function connect(file: string, options: ConnectOptions = {}): Promise<Connection> {
  checkConnect(file, options);
  const { readonly = false, vectors = "auto" } = options;
  const Database = await loadSqlite();
  const load = vectors === false ? undefined : await loadVectors(vectors === true);
  const place = file === ":memory:" ? file : resolve(file);
  let connection: Connection | undefined;
  try {
    if (file !== ":memory:" && !readonly) mkdirSync(dirname(place), { recursive: true });
    connection = new Database(place, { readonly, fileMustExist: readonly, timeout: LOCK_MILLISECONDS });
    if (!readonly) {
      connection.pragma("journal_mode = WAL");
      connection.pragma("synchronous = FULL");
    }
    connection.pragma("foreign_keys = ON");
    load?.(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw sqliteError(error, `open ${file}`);
  }
}

function checkConnect(file: string, options: ConnectOptions): void {
  if (typeof file !== "string" || file.trim() === "") {
    throw new SqliteError("connect(file) needs the name of a file, not an empty text.", {
      code: "SQLITE_FILE",
      hint: 'For a database on this machine: await connect("./docs.db").',
    });
  }
  for (const [name, value] of Object.entries(options)) {
    const fits = typeof value === "boolean" || value === undefined || (name === "vectors" && value === "auto");
    if (fits && ["readonly", "vectors"].includes(name)) continue;
    throw new SqliteError(`connect(${file}): the option ${name}: ${JSON.stringify(value)} is not known.`, {
      code: "SQLITE_OPTIONS",
      hint: 'vectors: true | false | "auto"; readonly: true | false',
    });
  }
}
