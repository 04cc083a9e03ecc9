import { ByteReader } from "../../internal/byte-reader.ts";
import { ByteWriter } from "../../internal/byte-writer.ts";
import { unsealed } from "../../internal/packing.ts";
import { type OwnerChanges, PendingOwners } from "./pending-owners.ts";
import type { StoreConnection } from "./store-connection.ts";

const writer = new ByteWriter();

/** The changes of owners that stand in the journal of a store, by app. */
export class OwnerJournal {
  readonly #connection: StoreConnection;
  readonly #pending = new Map<number, PendingOwners>();
  /** Tells whether another connection has written since. */
  #version: unknown;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /** Reads what the journal holds for an app, unless it is known. */
  pending(app: number): PendingOwners {
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

  /**
   * Writes changes, inside of a transaction; `accept` them when it has succeeded. Keys of one component and of one length,
   * which mostly come together, stand behind one head.
   */
  write(app: number, changes: OwnerChanges): void {
    const { components, keys } = changes;
    writer.start();
    for (let start = 0; start < keys.length; ) {
      const component = components[start] as number;
      const width = (keys[start] as Uint8Array).length;
      let end = start + 1;
      while (end < keys.length && components[end] === component && (keys[end] as Uint8Array).length === width) end += 1;
      writer.count(component);
      writer.count(width);
      writer.count(end - start);
      for (let at = start; at < end; at++) writer.raw(keys[at] as Uint8Array);
      start = end;
    }
    writer.checksum();
    this.#connection.statement("INSERT INTO owner_journal (app, entries) VALUES (?, ?)").run(app, writer.finish());
  }

  accept(app: number, changes: OwnerChanges): void {
    this.#pending.get(app)?.add(changes);
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
  #load(app: number): PendingOwners {
    const pending = new PendingOwners();
    const statement = this.#connection.statement("SELECT entries FROM owner_journal WHERE app = ? ORDER BY number");
    for (const row of statement.iterate(app)) {
      const entries = readable((row as { entries: Uint8Array }).entries);
      if (entries === undefined) continue;
      const reader = new ByteReader(entries);
      while (reader.position < entries.length) {
        const component = reader.count();
        const width = reader.count();
        for (let left = reader.count(); left > 0; left--) pending.set(reader.raw(width), component);
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
