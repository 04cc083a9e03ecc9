import { byteText } from "../../internal/byte-text.ts";
import { ByteReader } from "../../internal/byte-reader.ts";
import { ByteWriter } from "../../internal/byte-writer.ts";
import { unsealed } from "../../internal/packing.ts";
import { NOBODY } from "./owner-block.ts";
import type { StoreConnection } from "./store-connection.ts";

/** Key, as text, → number of the component, or `NOBODY`. */
export type OwnerChanges = ReadonlyMap<string, number>;

const writer = new ByteWriter();

/** The changes of owners that stand in the journal of a store, by app. */
export class OwnerJournal {
  readonly #connection: StoreConnection;
  readonly #pending = new Map<number, Map<string, number>>();
  /** Tells whether another connection has written since. */
  #version: unknown;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /** Reads what the journal holds for an app, unless it is known. */
  pending(app: number): ReadonlyMap<string, number> {
    const { data_version: version } = this.#connection.statement("PRAGMA data_version").get() as {
      data_version: number;
    };
    if (version !== this.#version) this.#pending.clear();
    this.#version = version;
    let pending = this.#pending.get(app);
    if (pending === undefined) {
      pending = this.#load(app);
      this.#pending.set(app, pending);
    }
    return pending;
  }

  /** Writes changes, inside of a transaction; `accept` them when it has succeeded. */
  write(app: number, changes: OwnerChanges): void {
    writer.start();
    let run: string[] = [];
    let owner = NOBODY;
    for (const [key, component] of changes) {
      if (run.length > 0 && (component !== owner || key.length !== (run[0] as string).length)) {
        writeRun(owner, run);
        run = [];
      }
      owner = component;
      run.push(key);
    }
    if (run.length > 0) writeRun(owner, run);
    writer.checksum();
    this.#connection.statement("INSERT INTO owner_journal (app, entries) VALUES (?, ?)").run(app, writer.finish());
  }

  accept(app: number, changes: OwnerChanges): void {
    const pending = this.#pending.get(app);
    if (pending !== undefined) for (const [key, component] of changes) pending.set(key, component);
  }

  /** Empties the journal of an app, inside of a transaction; `forget` it when that has succeeded. */
  clear(app: number): void {
    this.#connection.statement("DELETE FROM owner_journal WHERE app = ?").run(app);
  }

  forget(app: number): void {
    this.#pending.delete(app);
  }

  /** How many rows, of all apps, cannot be read. */
  unreadable(): number {
    let count = 0;
    for (const entries of this.#connection.statement("SELECT entries FROM owner_journal").pluck().iterate())
      if (readable(entries as Uint8Array) === undefined) count += 1;
    return count;
  }

  /** Of a row that cannot be read nothing is known, as of a block: its owners are lost, and found to be so. */
  #load(app: number): Map<string, number> {
    const pending = new Map<string, number>();
    const statement = this.#connection.statement("SELECT entries FROM owner_journal WHERE app = ? ORDER BY number");
    for (const row of statement.iterate(app)) {
      const entries = readable((row as { entries: Uint8Array }).entries);
      if (entries === undefined) continue;
      const reader = new ByteReader(entries);
      while (reader.position < entries.length) {
        const component = reader.count();
        const width = reader.count();
        for (let left = reader.count(); left > 0; left--) pending.set(byteText(reader.raw(width)), component);
      }
    }
    return pending;
  }
}

/** The entries of a row without their checksum; `undefined` where they are not what was written. */
function readable(row: Uint8Array): Uint8Array | undefined {
  try {
    return unsealed(row);
  } catch {
    return undefined;
  }
}

/** The keys of one component, which are of one length: they come together. */
function writeRun(component: number, keys: readonly string[]): void {
  writer.count(component);
  writer.count((keys[0] as string).length);
  writer.count(keys.length);
  writer.rawText(keys.join(""));
}
