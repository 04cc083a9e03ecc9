import { hostname } from "node:os";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { StoreLockedError } from "../errors/store-locked-error.ts";
import type { LockHolder } from "./lock-holder.ts";
import { storeErrorOf } from "./store-error-of.ts";

const commandLength = 200;

/**
 * The lock of a store: an exclusive transaction on a small SQLite file beside it. The operating system drops it when the
 * process ends, however that happens, so it is never stale.
 *
 * Who holds it stands in a second file, because the first must not be opened by any other means: closing any handle of a
 * file drops all locks that the process has on it (POSIX).
 */
export class SqliteStoreLock {
  readonly #holderFile: string;
  #database: Database | undefined;

  private constructor(database: Database, holderFile: string) {
    this.#database = database;
    this.#holderFile = holderFile;
  }

  /** @throws StoreLockedError when another process, or another store object of this one, has it. */
  static take(location: string): SqliteStoreLock {
    const holderFile = `${location}.holder`;
    let database: Database | undefined;
    try {
      database = new SqliteDatabase(`${location}.lock`, { timeout: 0 });
      database.exec("BEGIN EXCLUSIVE");
      writeFileSync(holderFile, JSON.stringify(thisProcess()), { mode: 0o600 });
      return new SqliteStoreLock(database, holderFile);
    } catch (error) {
      database?.close();
      if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
        throw new StoreLockedError(location, readHolder(holderFile), error);
      }
      throw storeErrorOf(location, error);
    }
  }

  release(): void {
    if (this.#database === undefined) return;
    // Before the lock is let go: afterwards the file may be another's.
    rmSync(this.#holderFile, { force: true });
    this.#database.close();
    this.#database = undefined;
  }
}

function thisProcess(): LockHolder {
  const command = process.argv.join(" ");
  return {
    pid: process.pid,
    host: hostname(),
    command: command.length > commandLength ? `${command.slice(0, commandLength)}…` : command,
    since: new Date().toISOString(),
  };
}

/** The present holder, as far as it can be told: not one that was killed and whose file is still there. */
function readHolder(file: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8")) as Partial<LockHolder>;
    const { pid, host, command, since } = holder;
    if (typeof pid !== "number" || typeof host !== "string" || typeof command !== "string" || typeof since !== "string")
      return undefined;
    return host === hostname() && !isRunning(pid) ? undefined : { pid, host, command, since };
  } catch {
    // Not written yet, half written, or of another user: the message then says less.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
