import type { RowValue } from "./crash-target.ts";

/** A table of a shelf. */
export interface TablePlace {
  readonly shelf: string;
  readonly table: string;
}

/** An external system of shelves that hold tables that hold rows: each change is applied at once, and again if need be. */
export interface ShelfStorage {
  makeShelf(shelf: string): void;
  dropShelf(shelf: string): void;
  /** Makes a table if there is none, or anew. */
  makeTable(place: TablePlace, anew: boolean): void;
  dropTable(place: TablePlace): void;
  has(place: TablePlace, key: string): boolean;
  put(place: TablePlace, key: string, value: RowValue): void;
  remove(place: TablePlace, key: string): void;
  setIndex(place: TablePlace, there: boolean): void;
  shelves(): string[];
  tables(shelf: string): string[];
  keys(place: TablePlace): string[];
  rows(place: TablePlace): ReadonlyMap<string, RowValue>;
  hasIndex(place: TablePlace): boolean;
  /** Begins a part of a batch. */
  begin(): void;
  /** Ends it: it is durable from here on. */
  end(): void;
  close(): void;
}
