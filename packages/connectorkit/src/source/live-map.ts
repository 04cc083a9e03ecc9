import { encodeKey } from "../key/encode-key.ts";
import type { StableKey } from "../key/stable-key.ts";
import type { KeyedItem } from "./items.ts";
import type { LiveMapFeed, LiveMapSubscriber, Readiness } from "./live.ts";
import { SingleWatcher } from "./single-watcher.ts";

const NOBODY: Readiness = { ready: () => Promise.resolve() };

/**
 * A map in memory whose entries are the items of a live source: what is set and deleted while an update follows it is
 * carried through to the targets. It is filled anew in each process.
 */
export class LiveMap<V> implements LiveMapFeed<V>, Iterable<KeyedItem<V>> {
  readonly name: string;
  readonly #entries = new Map<string, KeyedItem<V>>();
  readonly #watcher: SingleWatcher;
  #subscriber: LiveMapSubscriber<V> | undefined;

  /** `name`: for messages. `entries`: what it holds at first. */
  constructor(name: string, entries: Iterable<KeyedItem<V>> = []) {
    this.name = name;
    this.#watcher = new SingleWatcher(`The map "${name}"`);
    for (const [key, value] of entries) this.#entries.set(textOf(key), [key, value]);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: StableKey): V | undefined {
    return this.#entries.get(textOf(key))?.[1];
  }

  has(key: StableKey): boolean {
    return this.#entries.has(textOf(key));
  }

  /** Adds or replaces an entry. What it resolves to tells when that is written. */
  async set(key: StableKey, value: V): Promise<Readiness> {
    this.#entries.set(textOf(key), [key, value]);
    return (await this.#subscriber?.update(key, value)) ?? NOBODY;
  }

  /** Removes an entry, if there is one. */
  async delete(key: StableKey): Promise<Readiness> {
    if (!this.#entries.delete(textOf(key))) return NOBODY;
    return (await this.#subscriber?.delete(key)) ?? NOBODY;
  }

  async watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void> {
    await this.#watcher.during(async () => {
      this.#subscriber = subscriber; // before the look through: what is set meanwhile is reported too
      try {
        await subscriber.updateAll();
        await subscriber.markReady();
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener("abort", () => resolve(), { once: true });
        });
      } finally {
        this.#subscriber = undefined;
      }
    });
  }

  /** The entries as they are now. */
  [Symbol.iterator](): Iterator<KeyedItem<V>> {
    return [...this.#entries.values()][Symbol.iterator]();
  }
}

function textOf(key: StableKey): string {
  return Buffer.from(encodeKey(key)).toString("latin1");
}
