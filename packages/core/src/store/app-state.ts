import type { Change } from "./change.ts";
import type { StoreTable } from "./store-table.ts";

/** A key with its value. */
export interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/**
 * When a commit survives a power cut: once it has resolved, or with the next one that does so (or `persist`). The death
 * of the process it survives either way, and never does a later commit survive without an earlier one.
 */
export type Durability = "at once" | "later";

/** Which entries a page holds. */
export interface PageRange {
  /** Only keys that start with these bytes; no bytes: all keys. */
  readonly prefix: Uint8Array;
  /** Only keys after this one in byte order: the last key of the page before. */
  readonly after?: Uint8Array;
  /** The most entries to give: a positive integer. Fewer than this means that the range ends here. */
  readonly limit: number;
}

/**
 * The state of one app inside a store. Keys and values are bytes whose meaning is the engine's; an
 * empty key and an empty value are allowed. The caller must leave the bytes that it passes unchanged
 * until the promise is settled; the bytes that it gets are its own.
 *
 * What a commit wrote is seen by every page and read asked for after it.
 */
export interface AppState {
  readonly name: string;
  /** Rises with every commit that puts or deletes components, of any app: what was read before may not stand any more. */
  readonly revision: number;
  /** The entries of a range in byte order of their keys. */
  page(table: StoreTable, range: PageRange): Promise<readonly Entry[]>;
  /** How many entries a table holds. */
  count(table: StoreTable): Promise<number>;
  /**
   * The values of these keys, in their order; `undefined` where there is none. Calls made closely
   * together are answered together, so one call for each component is no waste.
   */
  read(table: StoreTable, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]>;
  /**
   * Applies all changes or none, and is durable when it resolves, unless that is to be so `"later"`. Of several puts and
   * deletions of one key the last counts. No change at all costs nothing.
   *
   * @param atRevision - nothing is done where `revision` is another by then.
   */
  commit(changes: readonly Change[], durability?: Durability, atRevision?: number): Promise<void>;
  /** Makes durable what was to be so later. */
  persist(): Promise<void>;
  /** Deletes the app memos that no component uses; gives their number. */
  deleteUnusedAppMemos(): Promise<number>;
  /** Deletes everything of this app, and nothing of another. The app leaves the list of apps. */
  clear(): Promise<void>;
}
