import { byteText, bytesOfText } from "../../internal/byte-text.ts";
import type { Entry, PageRange } from "../app-state.ts";
import type { TableSummary } from "../app-summary.ts";
import type { DeleteChange, PutChange } from "../change.ts";
import { endOfPrefix } from "./end-of-prefix.ts";
import { NOBODY, OwnerJournal, type OwnerChanges } from "./owner-journal.ts";
import { mergeOwners } from "./merge-owners.ts";
import type { StoreConnection } from "./store-connection.ts";

/** How many entries may wait in the journal. */
export interface OwnerLimits {
  /** When a store is closed: the next process that asks for owners reads them first. */
  readonly left: number;
  /** While a process goes on: the more are merged at once, the fewer pages are written. */
  readonly waiting: number;
}

/** Fewer keys than this are looked up one by one. */
const FEW = 8;
const MANY = `WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + @width FROM place WHERE at + @width < length(@keys))
  SELECT group_concat(ifnull((SELECT component FROM owner WHERE app = @app AND key = substr(@keys, at, @width)), ${NOBODY}))
  FROM place`;

const LIMITS: OwnerLimits = { left: 16_384, waiting: 262_144 };

/**
 * Who owns which target state. The keys are hashes: in a tree each new one changes a page somewhere else, and every
 * transaction would write all of these pages. So changes are appended to a journal, one row a transaction, whose
 * content is kept in memory as well, and merged into the tree many at a time and in order. An entry holds the number of
 * a component instead of its key, which is the longer part.
 */
export class OwnerTable {
  readonly #connection: StoreConnection;
  readonly #journal: OwnerJournal;
  readonly #limits: OwnerLimits;
  constructor(connection: StoreConnection, limits: OwnerLimits = LIMITS) {
    this.#connection = connection;
    this.#limits = limits;
    this.#journal = new OwnerJournal(connection);
  }

  /** The components' keys. */
  read(app: number, keys: readonly Uint8Array[]): (Uint8Array | undefined)[] {
    const pending = this.#journal.pending(app);
    const merged = this.#merged(app, keys);
    // Most keys that are asked for together are of few components.
    const known = new Map<number, Uint8Array | undefined>();
    const keyOf = (component: number): Uint8Array | undefined => {
      let key = known.get(component);
      if (key === undefined) known.set(component, (key = this.#keyOf(component)));
      return key;
    };
    return keys.map((key, index) => {
      const waiting = pending.size === 0 ? undefined : pending.get(byteText(key));
      if (waiting !== undefined) return keyOf(waiting);
      return keyOf(merged?.[index] ?? NOBODY);
    });
  }

  /** The numbers that stand in the tree, `NOBODY` for none; nothing where it is empty. All in one row of one statement. */
  #merged(app: number, keys: readonly Uint8Array[]): number[] | undefined {
    if (this.#connection.statement("SELECT 1 FROM owner WHERE app = ? LIMIT 1").get(app) === undefined)
      return undefined;
    const width = keys[0]?.length ?? 0;
    if (keys.length < FEW || keys.some((key) => key.length !== width)) {
      const one = this.#connection.statement("SELECT component FROM owner WHERE app = ? AND key = ?").pluck();
      return keys.map((key) => (one.get(app, key) as number | undefined) ?? NOBODY);
    }
    const row = this.#connection
      .statement(MANY)
      .pluck()
      .get({ app, keys: Buffer.concat(keys), width }) as string;
    return row.split(",").map(Number);
  }

  /** Writes changes inside of a transaction. Gives what is to be called when it has succeeded. */
  write(app: number, changes: readonly (PutChange | DeleteChange)[]): () => void {
    const waiting = this.#journal.pending(app).size;
    const made = this.#changesOf(app, changes);
    if (waiting + made.size <= this.#limits.waiting) {
      this.#journal.write(app, made);
      return () => this.#journal.accept(app, made);
    }
    this.#merge(app, new Map([...this.#journal.pending(app), ...made]));
    return () => this.#journal.forget(app);
  }

  /** Forgets the number of a component that is deleted, inside of a transaction. */
  forgetComponents(app: number, keys: readonly Uint8Array[]): void {
    const statement = this.#connection.statement("DELETE FROM owner_component WHERE app = ? AND key = ?");
    for (const key of keys) statement.run(app, key);
  }

  page(app: number, { after, limit, prefix }: PageRange): Entry[] {
    const end = endOfPrefix(prefix);
    const over = [...this.#journal.pending(app)]
      .map(([key, component]) => ({ key: bytesOfText(key), component }))
      .filter(({ key }) => isWithin(key, prefix, end, after))
      .sort((a, b) => Buffer.compare(a.key, b.key));
    const hidden = new Set(over.map(({ key }) => byteText(key)));
    const entries = over.flatMap(({ component, key }) => {
      const value = this.#keyOf(component);
      return value === undefined ? [] : [{ key, value }];
    });
    const open = after !== undefined && Buffer.compare(after, prefix) >= 0;
    const statement = this.#connection.statement(
      `SELECT o.key, c.key AS value FROM owner AS o JOIN owner_component AS c ON c.number = o.component
       WHERE o.app = ? AND o.key ${open ? ">" : ">="} ?${end === undefined ? "" : " AND o.key < ?"} ORDER BY o.key`,
    );
    let merged = 0;
    for (const row of statement.iterate(app, open ? after : prefix, ...(end === undefined ? [] : [end]))) {
      const entry = row as Entry;
      if (hidden.has(byteText(entry.key))) continue;
      entries.push(entry);
      if (++merged === limit) break;
    }
    return entries.sort((a, b) => Buffer.compare(a.key, b.key)).slice(0, limit);
  }

  summary(app: number): TableSummary {
    const merged = this.#connection
      .statement("SELECT count(*) AS entries, ifnull(sum(length(key) + 4), 0) AS bytes FROM owner WHERE app = ?")
      .get(app) as TableSummary;
    let { bytes, entries } = merged;
    const isMerged = this.#connection.statement("SELECT 1 FROM owner WHERE app = ? AND key = ?");
    for (const [text, component] of this.#journal.pending(app)) {
      const change = (component === NOBODY ? 0 : 1) - (isMerged.get(app, bytesOfText(text)) === undefined ? 0 : 1);
      entries += change;
      bytes += change * (text.length + 4);
    }
    return { entries, bytes };
  }

  /** Merges what has to be merged before the store is closed. */
  close(): void {
    const apps = this.#connection.statement("SELECT number FROM app").all() as { number: number }[];
    for (const { number } of apps) {
      const pending = this.#journal.pending(number);
      if (pending.size > this.#limits.left) this.#connection.write(() => this.#merge(number, pending));
    }
  }

  clear(app: number): void {
    this.#journal.clear(app);
    for (const table of ["owner", "owner_component"]) {
      this.#connection.statement(`DELETE FROM ${table} WHERE app = ?`).run(app);
    }
    this.#journal.forget(app);
  }

  #merge(app: number, changes: OwnerChanges): void {
    mergeOwners(this.#connection, app, changes);
    this.#journal.clear(app);
  }

  #changesOf(app: number, changes: readonly (PutChange | DeleteChange)[]): Map<string, number> {
    const made = new Map<string, number>();
    const numbers = new Map<string, number>();
    // The entries of a component mostly come with the very same bytes: that saves a text for each.
    const byBytes = new Map<Uint8Array, number>();
    for (const change of changes) {
      const key = byteText(change.key);
      if (change.kind === "delete") {
        made.set(key, NOBODY);
        continue;
      }
      let number = byBytes.get(change.value);
      if (number === undefined) {
        const component = byteText(change.value);
        number = numbers.get(component) ?? this.#numberOf(app, change.value);
        numbers.set(component, number);
        byBytes.set(change.value, number);
      }
      made.set(key, number);
    }
    return made;
  }

  #numberOf(app: number, component: Uint8Array): number {
    // Mostly it is new.
    const made = this.#connection
      .statement("INSERT INTO owner_component (app, key) VALUES (?, ?) ON CONFLICT (app, key) DO NOTHING")
      .run(app, component);
    if (made.changes > 0) return Number(made.lastInsertRowid);
    const known = this.#connection
      .statement("SELECT number FROM owner_component WHERE app = ? AND key = ?")
      .get(app, component);
    return (known as { number: number }).number;
  }

  #keyOf(component: number): Uint8Array | undefined {
    if (component === NOBODY) return undefined;
    const row = this.#connection.statement("SELECT key FROM owner_component WHERE number = ?").get(component);
    return (row as { key: Uint8Array } | undefined)?.key;
  }
}

function isWithin(
  key: Uint8Array,
  prefix: Uint8Array,
  end: Uint8Array | undefined,
  after: Uint8Array | undefined,
): boolean {
  if (Buffer.compare(key, prefix) < 0 || (end !== undefined && Buffer.compare(key, end) >= 0)) return false;
  return after === undefined || Buffer.compare(key, after) > 0;
}
