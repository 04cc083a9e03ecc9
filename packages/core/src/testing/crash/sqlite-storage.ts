import path from "node:path";
import { mkdirSync } from "node:fs";
import SqliteDatabase, { type Database } from "better-sqlite3";
import type { RowValue } from "./crash-target.ts";
import type { Instants } from "./instants.ts";
import type { ShelfStorage, TablePlace } from "./shelf-storage.ts";
import { SyncedDatabase } from "./synced-database.ts";

/** Shelves in one SQLite file, each table one of its own. A part of a batch is one transaction. */
export class SqliteStorage implements ShelfStorage {
  readonly #database: Database;
  readonly #instants: Instants;
  readonly #disk: SyncedDatabase;

  constructor(folder: string, instants: Instants) {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "target.db");
    this.#instants = instants;
    this.#database = new SqliteDatabase(file);
    this.#database.pragma("journal_mode = WAL");
    this.#database.pragma("synchronous = FULL");
    this.#database.exec("CREATE TABLE IF NOT EXISTS shelf (name TEXT PRIMARY KEY)");
    this.#disk = new SyncedDatabase(file);
    this.#disk.sync();
  }

  makeShelf(shelf: string): void {
    this.#database.prepare("INSERT INTO shelf VALUES (?) ON CONFLICT DO NOTHING").run(shelf);
  }

  dropShelf(shelf: string): void {
    for (const table of this.tables(shelf)) this.dropTable({ shelf, table });
    this.#database.prepare("DELETE FROM shelf WHERE name = ?").run(shelf);
  }

  makeTable(place: TablePlace, anew: boolean): void {
    if (anew) this.dropTable(place);
    this.#database.exec(`CREATE TABLE IF NOT EXISTS ${nameOf(place)} (key TEXT PRIMARY KEY, value TEXT NOT NULL)`);
  }

  dropTable(place: TablePlace): void {
    this.#database.exec(`DROP TABLE IF EXISTS ${nameOf(place)}`);
  }

  has(place: TablePlace, key: string): boolean {
    return this.#database.prepare(`SELECT 1 FROM ${nameOf(place)} WHERE key = ?`).get(key) !== undefined;
  }

  put(place: TablePlace, key: string, value: RowValue): void {
    this.#database
      .prepare(`INSERT INTO ${nameOf(place)} VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`)
      .run(key, JSON.stringify(value));
  }

  remove(place: TablePlace, key: string): void {
    this.#database.prepare(`DELETE FROM ${nameOf(place)} WHERE key = ?`).run(key);
  }

  setIndex(place: TablePlace, there: boolean): void {
    const index = nameOf(place, "index ");
    this.#database.exec(
      there ? `CREATE INDEX IF NOT EXISTS ${index} ON ${nameOf(place)} (value)` : `DROP INDEX IF EXISTS ${index}`,
    );
  }

  shelves(): string[] {
    return this.#database.prepare("SELECT name FROM shelf").pluck().all() as string[];
  }

  tables(shelf: string): string[] {
    return this.#names("table")
      .filter((name) => name.startsWith(`${shelf}/`))
      .map((name) => name.slice(shelf.length + 1));
  }

  keys(place: TablePlace): string[] {
    return this.#database
      .prepare(`SELECT key FROM ${nameOf(place)}`)
      .pluck()
      .all() as string[];
  }

  rows(place: TablePlace): ReadonlyMap<string, RowValue> {
    const rows = this.#database
      .prepare(`SELECT key, value FROM ${nameOf(place)}`)
      .raw()
      .all() as [string, string][];
    return new Map(rows.map(([key, value]) => [key, JSON.parse(value) as RowValue]));
  }

  hasIndex({ shelf, table }: TablePlace): boolean {
    return this.#names("index").includes(`index ${shelf}/${table}`);
  }

  begin(): void {
    this.#database.exec("BEGIN IMMEDIATE");
  }

  end(): void {
    this.#instants.pass("sink: before its transaction ends");
    this.#database.exec("COMMIT");
    this.#disk.sync();
  }

  close(): void {
    this.#database.close();
  }

  #names(type: "index" | "table"): string[] {
    return this.#database.prepare("SELECT name FROM sqlite_schema WHERE type = ?").pluck().all(type) as string[];
  }
}

function nameOf({ shelf, table }: TablePlace, prefix = ""): string {
  return `"${prefix}${shelf}/${table}"`;
}
