import { byteText, bytesOfText } from "../../internal/byte-text.ts";
import type { Entry, PageRange } from "../app-state.ts";
import type { TableSummary } from "../app-summary.ts";
import type { DeleteChange, PutChange } from "../change.ts";
import { endOfPrefix } from "./end-of-prefix.ts";
import { mergeOwners } from "./merge-owners.ts";
import { NOBODY } from "./owner-block.ts";
import { OwnerBlocks } from "./owner-blocks.ts";
import { OwnerComponents } from "./owner-components.ts";
import { OwnerJournal } from "./owner-journal.ts";
import type { OwnerChanges, PendingOwners } from "./pending-owners.ts";
import type { StoreConnection } from "./store-connection.ts";

/** How many entries may wait in the journal. */
export interface OwnerLimits {
  /** When a store is closed: the next process that asks for owners reads them first. */
  readonly left: number;
  /** While a process goes on: the more are merged at once, the fewer pages are written. */
  readonly waiting: number;
}

/** Changes of owners with numbers in place of keys, and the numbers that are new. */
export interface OwnerClaims {
  readonly changes: OwnerChanges;
  /** The numbers that are to stand with the records that are put, place by place; `null` leaves what there is. */
  readonly numbers: readonly (number | null)[];
}

const LIMITS: OwnerLimits = { left: 16_384, waiting: 262_144 };

/**
 * Who owns which target state. The keys are hashes: in a tree each new one changes a page somewhere else, and every
 * transaction would write all of these pages. So changes are appended to a journal, one row a transaction, whose
 * content is kept in memory as well, and merged into packed blocks many at a time and in order. An entry holds the number
 * of a component instead of its key, which is the longer part.
 */
export class OwnerTable {
  readonly #connection: StoreConnection;
  readonly #journal: OwnerJournal;
  readonly #blocks: OwnerBlocks;
  readonly #components: OwnerComponents;
  readonly #limits: OwnerLimits;

  constructor(connection: StoreConnection, limits: OwnerLimits = LIMITS) {
    this.#connection = connection;
    this.#limits = limits;
    this.#journal = new OwnerJournal(connection);
    this.#blocks = new OwnerBlocks(connection);
    this.#components = new OwnerComponents(connection);
  }

  /** The components' keys. */
  read(app: number, keys: readonly Uint8Array[]): (Uint8Array | undefined)[] {
    const pending = this.#journal.pending(app);
    const merged = this.#blocks.find(app, keys);
    const keyOf = this.#components.lookUp();
    return keys.map((key, index) => {
      const waiting = pending.size === 0 ? undefined : pending.get(key);
      return keyOf(waiting ?? merged?.[index] ?? NOBODY);
    });
  }

  /**
   * Gives numbers to the components that own something from now on, inside of a transaction and before their records are
   * written: `records` are to be written in it as well. Deleted components lose theirs.
   */
  claim(app: number, records: readonly Written[], owned: readonly Written[]): OwnerClaims {
    const deleted = records.filter(({ kind }) => kind === "delete").map(({ key }) => key);
    this.#components.forget(app, deleted);
    const gone = new Set(deleted.map(byteText));
    const { changes, made } = this.#numbered(app, owned, gone);
    const puts = records.filter(({ kind }) => kind === "put");
    if (made.size === 0) return { changes, numbers: puts.map(() => null) };
    const numbers = puts.map(({ key }) => {
      const text = byteText(key);
      const number = made.get(text) ?? null;
      made.delete(text);
      return number;
    });
    const statement = this.#connection.statement("UPDATE component SET number = ? WHERE app = ? AND key = ?");
    for (const [text, number] of made) statement.run(number, app, bytesOfText(text));
    return { changes, numbers };
  }

  /** Writes changes inside of a transaction. Gives what is to be called when it has succeeded. */
  write(app: number, { changes }: Pick<OwnerClaims, "changes">): () => void {
    const pending = this.#journal.pending(app);
    if (pending.size + changes.keys.length <= this.#limits.waiting) {
      this.#journal.write(app, changes);
      return () => this.#journal.accept(app, changes);
    }
    const all = pending.copy();
    all.add(changes);
    this.#merge(app, all);
    return () => this.#journal.forget(app);
  }

  page(app: number, { after, limit, prefix }: PageRange): Entry[] {
    const end = endOfPrefix(prefix);
    const pending = this.#journal.pending(app);
    const keyOf = this.#components.lookUp();
    const entries: Entry[] = [];
    const take = (key: Uint8Array, component: number): void => {
      const value = isWithin(key, prefix, end, after) ? keyOf(component) : undefined;
      if (value !== undefined) entries.push({ key, value });
    };
    for (const [key, component] of pending.entries()) take(key, component);
    const waiting = entries.length;
    const start = after !== undefined && Buffer.compare(after, prefix) >= 0 ? after : prefix;
    for (const { components, keys } of this.#blocks.from(app, start)) {
      for (const [index, key] of keys.map(bytesOfText).entries())
        if (pending.get(key) === undefined) take(key, components[index] as number);
      const isPast = end !== undefined && Buffer.compare(bytesOfText(keys.at(-1) as string), end) >= 0;
      if (entries.length - waiting >= limit || isPast) break;
    }
    return entries.sort((a, b) => Buffer.compare(a.key, b.key)).slice(0, limit);
  }

  summary(app: number): TableSummary {
    let { bytes, entries } = this.#blocks.summary(app);
    const pending = [...this.#journal.pending(app).entries()];
    const merged = this.#blocks.find(
      app,
      pending.map(([key]) => key),
    );
    for (const [index, [key, component]] of pending.entries()) {
      entries += (component === NOBODY ? 0 : 1) - ((merged?.[index] ?? NOBODY) === NOBODY ? 0 : 1);
      bytes += key.length + 3;
    }
    return { entries, bytes };
  }

  /** What is damaged of what this holds: one sentence each. */
  problems(): string[] {
    const found: string[] = [];
    const blocks = this.#blocks.unreadable();
    const components = this.#components.unreadable();
    const waiting = this.#journal.unreadable();
    if (waiting > 0)
      found.push(`${waiting === 1 ? "a row" : `${waiting} rows`} of the journal of owners cannot be read`);
    if (blocks > 0) found.push(`${counted(blocks)} of owners cannot be read`);
    if (components > 0) found.push(`${counted(components)} of components that own something cannot be read`);
    return found;
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
    this.#blocks.clear(app);
    this.#components.clear(app);
    this.#journal.forget(app);
  }

  /** The journal first: its pages are there again for the blocks. */
  #merge(app: number, changes: PendingOwners): void {
    this.#journal.clear(app);
    mergeOwners(this.#connection, app, changes.sorted());
  }

  /** The changes by number, and the numbers that are new, by the component's key as text. */
  #numbered(
    app: number,
    owned: readonly Written[],
    gone: ReadonlySet<string>,
  ): { changes: OwnerChanges; made: Map<string, number> } {
    const numbers = new Map<string, number>();
    const without = new Map<string, Uint8Array>();
    const numberOf = this.#components.numbers(app);
    // The entries of a component mostly come together, and with the very same bytes: that saves a text for each.
    let last: Uint8Array | undefined;
    for (const change of owned) {
      if (change.kind === "delete" || change.value === last) continue;
      last = change.value;
      const component = byteText(last);
      if (numbers.has(component) || without.has(component)) continue;
      const known = gone.has(component) ? undefined : numberOf(last);
      if (known === undefined) without.set(component, last);
      else numbers.set(component, known);
    }
    const made = new Map<string, number>();
    const added = this.#components.add(app, [...without.values()]);
    for (const [index, component] of [...without.keys()].entries()) made.set(component, added[index] as number);
    const components: number[] = [];
    last = undefined;
    let number = NOBODY;
    for (const change of owned) {
      if (change.kind === "put" && change.value !== last) {
        last = change.value;
        const component = byteText(last);
        number = (numbers.get(component) ?? made.get(component)) as number;
      }
      components.push(change.kind === "put" ? number : NOBODY);
    }
    return { changes: { keys: owned.map(({ key }) => key), components }, made };
  }
}

function counted(blocks: number): string {
  return blocks === 1 ? "1 block" : `${blocks} blocks`;
}

type Written = PutChange | DeleteChange;

function isWithin(
  key: Uint8Array,
  prefix: Uint8Array,
  end: Uint8Array | undefined,
  after: Uint8Array | undefined,
): boolean {
  if (Buffer.compare(key, prefix) < 0 || (end !== undefined && Buffer.compare(key, end) >= 0)) return false;
  return after === undefined || Buffer.compare(key, after) > 0;
}
