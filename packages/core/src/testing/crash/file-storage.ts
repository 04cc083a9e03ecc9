import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RowValue } from "./crash-target.ts";
import type { Instants } from "./instants.ts";
import type { ShelfStorage, TablePlace } from "./shelf-storage.ts";
import { SyncedFolder } from "./synced-files.ts";

const INDEX = "index";

/** Shelves and tables are folders, rows are files that are written in two halves. The end of each part of a batch syncs. */
export class FileStorage implements ShelfStorage {
  readonly #folder: string;
  readonly #instants: Instants;
  readonly #disk: SyncedFolder;
  readonly #touched = new Set<string>();

  constructor(folder: string, instants: Instants) {
    this.#folder = folder;
    this.#instants = instants;
    this.#disk = new SyncedFolder(folder);
  }

  makeShelf(shelf: string): void {
    mkdirSync(this.#touch(shelf), { recursive: true });
  }

  dropShelf(shelf: string): void {
    rmSync(this.#touch(shelf), { recursive: true, force: true });
  }

  makeTable({ shelf, table }: TablePlace, anew: boolean): void {
    const folder = this.#touch(shelf, table);
    if (anew) rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.join(folder, "rows"), { recursive: true });
  }

  dropTable({ shelf, table }: TablePlace): void {
    rmSync(this.#touch(shelf, table), { recursive: true, force: true });
  }

  has({ shelf, table }: TablePlace, key: string): boolean {
    return existsSync(this.#file(shelf, table, "rows", key));
  }

  put({ shelf, table }: TablePlace, key: string, value: RowValue): void {
    const file = this.#touch(shelf, table, "rows", key);
    const text = JSON.stringify(value);
    writeFileSync(file, text.slice(0, text.length >> 1));
    this.#instants.pass("sink: half of a file");
    writeFileSync(file, text);
  }

  remove({ shelf, table }: TablePlace, key: string): void {
    rmSync(this.#touch(shelf, table, "rows", key), { force: true });
  }

  setIndex({ shelf, table }: TablePlace, there: boolean): void {
    const file = this.#touch(shelf, table, INDEX);
    if (there) writeFileSync(file, "");
    else rmSync(file, { force: true });
  }

  shelves(): string[] {
    return readdirSync(this.#folder);
  }

  tables(shelf: string): string[] {
    return readdirSync(this.#file(shelf));
  }

  keys({ shelf, table }: TablePlace): string[] {
    const folder = this.#file(shelf, table, "rows");
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  rows(place: TablePlace): ReadonlyMap<string, RowValue> {
    const text = (key: string): string => readFileSync(this.#file(place.shelf, place.table, "rows", key), "utf8");
    return new Map(this.keys(place).map((key) => [key, JSON.parse(text(key)) as RowValue]));
  }

  hasIndex({ shelf, table }: TablePlace): boolean {
    return existsSync(this.#file(shelf, table, INDEX));
  }

  begin(): void {}

  end(): void {
    for (const place of this.#touched) this.#disk.sync(place);
    this.#touched.clear();
  }

  close(): void {}

  #touch(...parts: string[]): string {
    this.#touched.add(path.join(...parts));
    return this.#file(...parts);
  }

  #file(...parts: string[]): string {
    return path.join(this.#folder, ...parts);
  }
}
