import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { StoreCorruptError } from "../errors/store-corrupt-error.ts";
import { StoreNotFoundError } from "../errors/store-not-found-error.ts";
import { StoreNotWritableError } from "../errors/store-not-writable-error.ts";
import { StoreVersionError } from "../errors/store-version-error.ts";
import { makeFolder } from "../make-folder.ts";
import { layoutVersion, type Migration, migrate, migrations, newestLayout } from "../migrations/index.ts";
import { SqliteStoreLock } from "./sqlite-store-lock.ts";

/** Marks a file as ours: "coco" in ASCII. */
const applicationId = 0x636f636f;

/** How long a statement waits for another program that holds the file, in milliseconds. */
const patience = 5_000;

/** Opens a store's file, which must exist. It is not changed, whatever stands in it. */
export function openForReading(location: string): Database {
  try {
    if (statSync(location, { throwIfNoEntry: false })?.isFile() !== true) throw new StoreNotFoundError(location);
    return checked(new SqliteDatabase(location, { readonly: true, timeout: patience }), (database) => {
      const version = versionOf(database, location);
      if (version === 0) throw new StoreNotFoundError(location);
      if (version < newestLayout()) throw new StoreVersionError(location, version, newestLayout());
      setPragmas(database);
    });
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    // A rollback journal is there only until the file has become one with a log, before anything is stored.
    if (code === "SQLITE_READONLY_ROLLBACK") throw new StoreNotFoundError(location, error);
    if (code === "EACCES" || code === "SQLITE_CANTOPEN") {
      const problem = "readers need the right to read the file, and to make the files beside it that say who reads";
      throw new StoreNotWritableError(location, problem, error);
    }
    throw error;
  }
}

/** Opens a store's file, makes it with its folder where there is none, and brings its layout up to date by `steps`. */
export function openForWriting(location: string, steps: readonly Migration[] = migrations): Database {
  prepareFile(location);
  return checked(new SqliteDatabase(location, { timeout: patience }), (database) => {
    if (versionOf(database, location, newestLayout(steps)) < newestLayout(steps))
      bringUpToDate(database, location, steps);
    setPragmas(database);
  });
}

/** A store that lives in this process only. */
export function openInMemory(): Database {
  return checked(new SqliteDatabase(":memory:"), (database) => migrate(database));
}

function checked(database: Database, prepare: (database: Database) => void): Database {
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareFile(location: string): void {
  try {
    const found = statSync(location, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) {
      const hint = "The store is one file: name one in that folder (storePath of the environment, or COCO_DB).";
      throw new StoreNotWritableError(location, "it is a folder", undefined, hint);
    }
    const file = fileAbove(location);
    if (file !== undefined) {
      const hint = `Put the store into a folder (storePath of the environment, or COCO_DB), or move ${file} away.`;
      throw new StoreNotWritableError(location, `${file} is a file, not a folder`, undefined, hint);
    }
    makeFolder(dirname(location));
    accessSync(dirname(location), constants.W_OK);
    if (found !== undefined) accessSync(location, constants.W_OK);
  } catch (error) {
    if (StoreNotWritableError.isInstance(error)) throw error;
    throw new StoreNotWritableError(location, (error as Error).message, error);
  }
}

/** What stands where a folder would have to be made. */
function fileAbove(location: string): string | undefined {
  let path = location;
  while (dirname(path) !== path) {
    path = dirname(path);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined) return found.isDirectory() ? undefined : path;
  }
  return undefined;
}

/** The layout version of the file; 0 when nothing has been stored in it yet. */
function versionOf(database: Database, location: string, newest: number = newestLayout()): number {
  const version = layoutVersion(database);
  const id = database.pragma("application_id", { simple: true });
  if (id === applicationId) {
    if (version > newest) throw new StoreVersionError(location, version, newest);
    return version;
  }
  const { count } = database.prepare("SELECT count(*) AS count FROM sqlite_schema").get() as { count: number };
  if (id !== 0 || version !== 0 || count > 0)
    throw new StoreCorruptError(location, "it is the database of another program");
  return 0;
}

function bringUpToDate(database: Database, location: string, steps: readonly Migration[]): void {
  const lock = SqliteStoreLock.take(location);
  try {
    // Has an effect before the first page is written only.
    database.pragma("page_size = 8192");
    database.pragma("journal_mode = WAL");
    database.pragma(`application_id = ${applicationId}`);
    migrate(database, steps);
  } finally {
    lock.release();
  }
}

function setPragmas(database: Database): void {
  // The library's own default for WAL is NORMAL, which may lose the last commits in a power cut.
  database.pragma("synchronous = FULL");
  database.pragma("cache_size = -4096");
  database.pragma("wal_autocheckpoint = 8000");
  // After a checkpoint the log shrinks to what that many pages take.
  database.pragma(`journal_size_limit = ${8000 * 8192}`);
  database.pragma("temp_store = MEMORY");
}
