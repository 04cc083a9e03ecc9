import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { AppState, Durability, Entry, PageRange } from "./app-state.ts";
import type { Change } from "./change.ts";
import type { StoreTable } from "./store-table.ts";

/**
 * The state of an app with changes that stay in memory: a run over it sees what it wrote, and the state beneath is
 * never changed. Counts of users are not kept: nothing is deleted for want of them.
 */
export class OverlayState implements AppState {
  readonly name: string;
  readonly #beneath: AppState;
  /** By table: key as text → the value put, or `undefined` where the entry was deleted. */
  #commits = 0;
  readonly #changed = new Map<StoreTable, Map<string, Uint8Array | undefined>>();

  constructor(beneath: AppState) {
    this.name = beneath.name;
    this.#beneath = beneath;
  }

  get revision(): number {
    return this.#beneath.revision + this.#commits;
  }

  async page(table: StoreTable, { prefix, after, limit }: PageRange): Promise<readonly Entry[]> {
    const changed = this.#changed.get(table);
    if (changed === undefined || changed.size === 0) {
      return this.#beneath.page(table, { prefix, limit, ...(after === undefined ? {} : { after }) });
    }
    const over = entriesIn(changed, prefix, after);
    const entries: Entry[] = [];
    let at = 0;
    const takeUntil = (key: Uint8Array | undefined): void => {
      for (; at < over.length && entries.length < limit; at++) {
        const [overKey, value] = over[at] as readonly [Uint8Array, Uint8Array | undefined];
        if (key !== undefined && Buffer.compare(overKey, key) > 0) return;
        if (value !== undefined) entries.push({ key: overKey, value });
      }
    };
    for (let from = after; entries.length < limit; ) {
      const page = await this.#beneath.page(table, { prefix, limit, ...(from === undefined ? {} : { after: from }) });
      for (const entry of page) {
        takeUntil(entry.key);
        if (entries.length === limit) return entries;
        if (!changed.has(byteText(entry.key))) entries.push(entry);
        if (entries.length === limit) return entries;
      }
      if (page.length < limit) break;
      from = page.at(-1)?.key;
    }
    takeUntil(undefined);
    return entries;
  }

  async count(table: StoreTable): Promise<number> {
    const changed = this.#changed.get(table);
    let count = await this.#beneath.count(table);
    if (changed === undefined) return count;
    const beneath = await this.#beneath.read(table, [...changed.keys()].map(bytesOfText));
    for (const [index, value] of [...changed.values()].entries())
      count += Number(value !== undefined) - Number(beneath[index] !== undefined);
    return count;
  }

  async read(table: StoreTable, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    const beneath = await this.#beneath.read(table, keys);
    const changed = this.#changed.get(table);
    if (changed === undefined) return beneath;
    return keys.map((key, index) => {
      const text = byteText(key);
      return changed.has(text) ? changed.get(text) : beneath[index];
    });
  }

  async commit(changes: readonly Change[], _durability?: Durability, atRevision?: number): Promise<void> {
    if (atRevision !== undefined && this.revision !== atRevision) return;
    this.#commits += 1;
    for (const change of changes) {
      if (change.kind === "use") continue;
      const table = this.#changed.get(change.table) ?? new Map<string, Uint8Array | undefined>();
      this.#changed.set(
        change.table,
        table.set(byteText(change.key), change.kind === "put" ? change.value : undefined),
      );
    }
  }

  async persist(): Promise<void> {
    // Nothing is written at all.
  }

  async deleteUnusedAppMemos(): Promise<number> {
    return 0;
  }

  async clear(): Promise<void> {
    throw new TypeError("A state with changes in memory cannot be cleared.");
  }
}

function entriesIn(
  changed: ReadonlyMap<string, Uint8Array | undefined>,
  prefix: Uint8Array,
  after: Uint8Array | undefined,
): (readonly [Uint8Array, Uint8Array | undefined])[] {
  const start = byteText(prefix);
  const from = after === undefined ? undefined : byteText(after);
  return [...changed]
    .filter(([text]) => text.startsWith(start) && (from === undefined || text > from))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, value]) => [bytesOfText(text), value] as const);
}
