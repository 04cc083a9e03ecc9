import { bytesOfText, byteText } from "../../internal/byte-text.ts";
import { NOBODY, type OwnerEntries, packOwners, readableBlock } from "./owner-block.ts";
import type { StoreConnection } from "./store-connection.ts";

/** How many entries a new block gets. */
const NEW_BLOCK = 64;
/** How many it may grow to before it is divided. */
const FULL_BLOCK = 128;
/** With fewer entries than this many times the changes, all blocks are written anew: they then lie in order and close together. */
const ANEW = 4;
const NOTHING: OwnerEntries = { keys: [], components: [] };

/** Writes changes, in the order of their keys, into the blocks of owners, inside of a transaction. */
export function mergeOwners(connection: StoreConnection, app: number, changes: OwnerEntries): void {
  const few = Math.ceil((changes.keys.length * ANEW) / NEW_BLOCK);
  const { count } = connection
    .statement("SELECT count(*) AS count FROM (SELECT 1 FROM owner WHERE app = ? LIMIT ?)")
    .get(app, few + 1) as { count: number };
  if (count > few) mergeHereAndThere(connection, app, changes);
  else writeAnew(connection, app, changes);
}

/** Packs entries that come in the order of their keys into blocks. */
class OwnerBlockWriter {
  readonly #connection: StoreConnection;
  readonly #app: number;
  #keys: string[] = [];
  #components: number[] = [];

  constructor(connection: StoreConnection, app: number) {
    this.#connection = connection;
    this.#app = app;
  }

  add({ components, keys }: OwnerEntries): void {
    for (const [index, key] of keys.entries()) {
      // Keys of one block have one length. Where the place of a damaged block is wrong they do not rise.
      const last = this.#keys.at(-1);
      if (last !== undefined && (this.#keys.length === NEW_BLOCK || last.length !== key.length || last >= key))
        this.end();
      this.#keys.push(key);
      this.#components.push(components[index] as number);
    }
  }

  end(): void {
    if (this.#keys.length === 0) return;
    putBlock(this.#connection, this.#app, { keys: this.#keys, components: this.#components });
    this.#keys = [];
    this.#components = [];
  }
}

/** The blocks that there are are held in memory, packed as they are: not many more bytes than the changes. */
function writeAnew(connection: StoreConnection, app: number, changes: OwnerEntries): void {
  const blocks = connection.statement("SELECT value FROM owner WHERE app = ? ORDER BY key").pluck().all(app);
  connection.statement("DELETE FROM owner WHERE app = ?").run(app);
  const into = new OwnerBlockWriter(connection, app);
  let at = 0;
  for (const packed of blocks) {
    const entries = readableBlock(packed as Uint8Array)?.entries() ?? NOTHING;
    const end = placeAfter(changes.keys, at, entries.keys.at(-1));
    into.add(merged(entries, changes, at, end));
    at = end;
  }
  into.add(merged(NOTHING, changes, at, changes.keys.length));
  into.end();
}

function mergeHereAndThere(connection: StoreConnection, app: number, changes: OwnerEntries): void {
  const block = connection.statement(
    "SELECT key, value FROM owner WHERE app = ? AND key <= ? ORDER BY key DESC LIMIT 1",
  );
  const next = connection.statement("SELECT min(key) FROM owner WHERE app = ? AND key > ?").pluck();
  for (let at = 0; at < changes.keys.length; ) {
    const key = bytesOfText(changes.keys[at] as string);
    const row = block.get(app, key) as { key: Uint8Array; value: Uint8Array } | undefined;
    const after = next.get(app, key) as Uint8Array | null;
    const end = after === null ? changes.keys.length : placeOf(changes.keys, at, byteText(after));
    const before = row === undefined ? NOTHING : (readableBlock(row.value)?.entries() ?? NOTHING);
    const entries = merged(before, changes, at, end);
    if (row !== undefined && byteText(row.key) !== entries.keys[0])
      connection.statement("DELETE FROM owner WHERE app = ? AND key = ?").run(app, row.key);
    putEntries(connection, app, entries);
    at = end;
  }
}

/** Entries with the changes from one place to another: keys of both rise. */
function merged(
  entries: OwnerEntries,
  { components: numbers, keys: changed }: OwnerEntries,
  from: number,
  to: number,
): OwnerEntries {
  const keys: string[] = [];
  const components: number[] = [];
  const take = (key: string, component: number): void => {
    if (component === NOBODY) return;
    keys.push(key);
    components.push(component);
  };
  let at = from;
  for (const [index, key] of entries.keys.entries()) {
    for (; at < to && (changed[at] as string) < key; at++) take(changed[at] as string, numbers[at] as number);
    if (at < to && changed[at] === key) take(key, numbers[at++] as number);
    else take(key, entries.components[index] as number);
  }
  for (; at < to; at++) take(changed[at] as string, numbers[at] as number);
  return { keys, components };
}

/** Writes entries as one block, or as several of about the same size where they are too many, or not of one length. */
function putEntries(connection: StoreConnection, app: number, { components, keys }: OwnerEntries): void {
  for (let start = 0; start < keys.length; ) {
    const width = (keys[start] as string).length;
    let end = start;
    while (end < keys.length && (keys[end] as string).length === width) end += 1;
    const parts = end - start <= FULL_BLOCK ? 1 : Math.ceil((end - start) / NEW_BLOCK);
    const size = Math.ceil((end - start) / parts);
    for (let at = start; at < end; at += size) {
      const stop = Math.min(at + size, end);
      putBlock(connection, app, { keys: keys.slice(at, stop), components: components.slice(at, stop) });
    }
    start = end;
  }
}

function putBlock(connection: StoreConnection, app: number, entries: OwnerEntries): void {
  connection
    .statement(
      "INSERT INTO owner (app, key, value) VALUES (?, ?, ?) ON CONFLICT (app, key) DO UPDATE SET value = excluded.value",
    )
    .run(app, bytesOfText(entries.keys[0] as string), packOwners(entries));
}

/** The first place, from one on, of a key that is not before this one. */
function placeOf(keys: readonly string[], from: number, key: string): number {
  let at = from;
  while (at < keys.length && (keys[at] as string) < key) at += 1;
  return at;
}

/** The first place, from one on, of a key that is after this one; `from` itself where there is none to compare with. */
function placeAfter(keys: readonly string[], from: number, key: string | undefined): number {
  if (key === undefined) return from;
  let at = from;
  while (at < keys.length && (keys[at] as string) <= key) at += 1;
  return at;
}
