import type { StableKey } from "../key/stable-key.ts";
import type { LiveMapFeed } from "./live.ts";

/** The key under which a source offers its items to `mountEach`. */
export const sourceItems: unique symbol = Symbol.for("coco.source-items") as never;

/** One item of a source: its key across runs, and the value that the mounted function receives. */
export type KeyedItem<V> = readonly [key: StableKey, value: V];

/** What tells an item from all others that have had, or will have, its key: the etag of an object, size and time of a file. */
export type ItemVersion = string | number | bigint | readonly (string | number | bigint)[];

/** One scan of a source, page by page: an await a page, never one an item. */
export interface ItemScan<V> {
  /** Whether keys rise in the order of their encoding. The engine then merges them with what is stored, in one pass. */
  readonly ordered: boolean;
  /** How many items there are, where that costs nothing to tell: progress then says how many are left. */
  readonly size?: number;
  /** The size of an item in bytes, for progress; synchronous, and without a look at the content. */
  bytesOf?(value: V): number;
  /**
   * The version of an item, synchronous, and without a look at the content. While it stays the same, the item's memo key does,
   * and its memo state, once found to be the stored one, would be so again: the engine then does not ask for either, nor
   * for what it stored of the item, if keys rise. Who joins several sources to one makes it tell which one an item is of.
   * `undefined`: not known.
   */
  versionOf?(value: V): ItemVersion | undefined;
  pages(signal: AbortSignal): AsyncIterable<readonly KeyedItem<V>[]>;
}

/** A source that can be enumerated. A scan that cannot be completed must throw: a short list would delete rows. */
export interface Source<V> {
  /** For messages: what is enumerated ("files of docs"). */
  readonly name: string;
  [sourceItems](): ItemScan<V>;
}

/** What `mountEach` takes: a source, any iterable of keys and values, or what tells of changes. */
export type Items<V> = Source<V> | Iterable<KeyedItem<V>> | AsyncIterable<KeyedItem<V>> | LiveMapFeed<V>;

export function isSource<V>(items: Items<V>): items is Source<V> {
  return typeof (items as Partial<Source<V>>)[sourceItems] === "function";
}

/** Whether something tells of changes, whether or not it can be enumerated too. */
export function isLiveFeed(items: unknown): items is LiveMapFeed<unknown> {
  return (
    typeof items === "object" && items !== null && typeof (items as Partial<LiveMapFeed<unknown>>).watch === "function"
  );
}
