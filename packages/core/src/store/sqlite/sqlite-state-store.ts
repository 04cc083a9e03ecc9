import type { AppState } from "../app-state.ts";
import type { AppSummary, TableSummary } from "../app-summary.ts";
import { StoreError } from "../errors/store-error.ts";
import type { StateStore } from "../state-store.ts";
import type { StoreLock } from "../store-lock.ts";
import { type StoreTable, storeTables } from "../store-table.ts";
import { OwnerTable } from "./owner-table.ts";
import { SqliteAppState } from "./sqlite-app-state.ts";
import { SqliteStoreLock } from "./sqlite-store-lock.ts";
import type { StoreConnection } from "./store-connection.ts";
import { tableNames } from "./table-statements.ts";

/** A state store in one SQLite file, or in memory. */
export class SqliteStateStore implements StateStore {
  readonly location: string;
  readonly readOnly: boolean;
  readonly #connection: StoreConnection;
  readonly #owners: OwnerTable;
  readonly #apps = new Map<string, AppState>();
  readonly #locks = new Set<SqliteStoreLock>();

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#owners = new OwnerTable(connection);
    this.location = connection.location;
    this.readOnly = connection.readOnly;
  }

  async app(name: string): Promise<AppState> {
    if (name === "" || !name.isWellFormed()) {
      throw new StoreError({
        message: `${JSON.stringify(name)} cannot be the name of an app.`,
        code: "APP_NAME_INVALID",
        hint: "Use a string that is not empty and has no half of a surrogate pair.",
        location: this.location,
      });
    }
    const known = this.#apps.get(name);
    if (known !== undefined) return known;
    const app = new SqliteAppState(this.#connection, this.#owners, name);
    this.#apps.set(name, app);
    return app;
  }

  async appNames(): Promise<readonly string[]> {
    return this.#connection.read(() => {
      const apps = this.#connection.statement("SELECT name FROM app ORDER BY name").all();
      return (apps as { name: string }[]).map(({ name }) => name);
    });
  }

  async apps(): Promise<readonly AppSummary[]> {
    return this.#connection.read(() => {
      const apps = this.#connection.statement("SELECT number, name FROM app ORDER BY name").all();
      return (apps as { number: number; name: string }[]).map(({ number, name }) => {
        const tables = storeTables.map((table) => [table, this.#summary(table, number)] as const);
        const bytes = tables.reduce((sum, [, summary]) => sum + summary.bytes, 0);
        return { name, bytes, tables: Object.fromEntries(tables) as Record<StoreTable, TableSummary> };
      });
    });
  }

  async lock(): Promise<StoreLock> {
    if (this.location === ":memory:") return { release: async () => {} };
    this.#connection.read(() => {});
    const lock = SqliteStoreLock.take(this.location);
    this.#locks.add(lock);
    return {
      release: async () => {
        lock.release();
        this.#locks.delete(lock);
      },
    };
  }

  async check(): Promise<readonly string[]> {
    return this.#connection.read(() => {
      const rows = this.#connection.statement("PRAGMA integrity_check").all() as { integrity_check: string }[];
      const problems = rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
      for (const table of Object.values(tableNames)) {
        const text = `SELECT count(*) AS count FROM ${table} WHERE app NOT IN (SELECT number FROM app)`;
        const { count } = this.#connection.statement(text).get() as { count: number };
        if (count > 0) problems.push(`${count} rows of ${table} belong to no app`);
      }
      return [...problems, ...this.#owners.problems()];
    });
  }

  async compact(): Promise<void> {
    this.#connection.outside("VACUUM");
    this.#connection.outside("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  async close(): Promise<void> {
    this.#mergeOwners();
    await this.#connection.close();
    for (const lock of this.#locks) lock.release();
    this.#locks.clear();
  }

  #mergeOwners(): void {
    if (this.readOnly || !this.#connection.isOpen) return;
    try {
      this.#owners.close();
    } catch {
      // What could not be merged stands in the journal.
    }
  }

  #summary(table: StoreTable, app: number): TableSummary {
    if (table === "owner") return this.#owners.summary(app);
    const text = `SELECT count(*) AS entries, ifnull(sum(length(key) + length(value)), 0) AS bytes FROM ${tableNames[table]} WHERE app = ?`;
    return this.#connection.statement(text).get(app) as TableSummary;
  }
}
