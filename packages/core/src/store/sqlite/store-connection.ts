import type { Database, Statement } from "better-sqlite3";
import { StoreClosedError } from "../errors/store-closed-error.ts";
import { StoreNotWritableError } from "../errors/store-not-writable-error.ts";
import type { Durability } from "../app-state.ts";
import { storeErrorOf } from "./store-error-of.ts";
import { StoreLog } from "./store-log.ts";

/** An open database with its prepared statements. Every failure leaves it as an error of the store. */
export class StoreConnection {
  readonly database: Database;
  readonly location: string;
  readonly readOnly: boolean;
  /** Rises with every commit that puts or deletes components. */
  revision = 0;
  readonly #statements = new Map<string, Statement>();
  /** Whether commits are synced, as the file was opened. */
  #syncs = true;
  /** None where nothing is on a disk. */
  readonly #log: StoreLog | undefined;

  constructor(database: Database, location: string) {
    this.database = database;
    this.location = location;
    this.readOnly = database.readonly;
    this.#log = database.memory || database.readonly ? undefined : new StoreLog(location);
  }

  get isOpen(): boolean {
    return this.database.open;
  }

  /** The statement of this text, prepared once. Its rows are objects. */
  statement(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** Does several reads at one state of the store; also cheaper than one lock each. */
  read<Result>(work: () => Result): Result {
    return this.#guarded(() => (this.database.inTransaction ? work() : this.#between("BEGIN", work)));
  }

  /** Does all of the work, or nothing of it. What is to be durable "later" is so after `persist`. */
  write<Result>(work: () => Result, durability: Durability = "at once"): Result {
    return this.#guarded(() => {
      if (this.readOnly) throw new StoreNotWritableError(this.location, "it was opened for reading only");
      this.#log?.check();
      this.#sync(durability === "at once");
      const result = this.#between("BEGIN IMMEDIATE", work);
      if (durability === "later") this.#log?.grew();
      return result;
    });
  }

  /** Does something that SQLite does not do within a transaction. */
  outside(text: string): void {
    this.#guarded(() => {
      if (this.readOnly) throw new StoreNotWritableError(this.location, "it was opened for reading only");
      this.database.exec(text);
    });
  }

  /** Makes durable what was written to be so later, while this thread goes on. */
  async persist(): Promise<void> {
    try {
      await this.#log?.sync();
    } catch (error) {
      throw storeErrorOf(this.location, error);
    }
  }

  /** Between transactions only. Without, a commit is in the log at once, and on the disk with the next one that is synced. */
  #sync(now: boolean): void {
    if (now === this.#syncs) return;
    this.database.pragma(`synchronous = ${now ? "FULL" : "NORMAL"}`);
    this.#syncs = now;
  }

  async close(): Promise<void> {
    await this.#log?.close();
    this.#statements.clear();
    this.database.close();
  }

  #between<Result>(begin: string, work: () => Result): Result {
    this.statement(begin).run();
    try {
      const result = work();
      this.statement("COMMIT").run();
      return result;
    } catch (error) {
      // After a full disk SQLite may have rolled back by itself.
      if (this.database.inTransaction) this.statement("ROLLBACK").run();
      throw error;
    }
  }

  #guarded<Result>(work: () => Result): Result {
    if (!this.database.open) throw new StoreClosedError(this.location);
    try {
      return work();
    } catch (error) {
      throw storeErrorOf(this.location, error);
    }
  }
}
