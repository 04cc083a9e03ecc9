import {
  declareTargetState,
  encodeKey,
  type ItemScan,
  type KeyedItem,
  type LiveMapSubscriber,
  type LiveMapView,
  memoKey,
  mountTarget,
  SingleWatcher,
  sourceItems,
  type StableKey,
  type TargetProvider,
} from "@coco/connectorkit";
import { TargetStateError } from "../../errors/target-state-error.ts";
import { describeGiven } from "../../internal/describe-given.ts";
import { EntryStore } from "./entry-store.ts";
import { liveMaps } from "./live-map-handler.ts";

/** Keys are handed over in pages of so many entries. */
const PAGE = 1_000;

/**
 * A map in memory that stands between two parts of an app: components declare its entries, as they declare rows of a
 * table, and `mountEach` mounts a component for each entry. Made by {@link mountLiveMap}.
 */
export interface LiveMapTarget<V> extends LiveMapView<V>, Iterable<KeyedItem<V>> {
  /** How many entries it holds just now: of those that are declared, the ones that are written. */
  readonly size: number;
  /** Declares an entry: it is there, with this value, as long as the current component declares it. */
  declareEntry(key: StableKey, value: V): void;
  get(key: StableKey): V | undefined;
  has(key: StableKey): boolean;
  /** The entries as they are now, in the order of their keys. */
  [Symbol.iterator](): Iterator<KeyedItem<V>>;
}

class MountedLiveMap<V> implements LiveMapTarget<V> {
  readonly name: string;
  readonly filledByComponents = true;
  readonly #entries: EntryStore;
  readonly #provider: TargetProvider<V>;
  readonly #watcher: SingleWatcher;

  constructor(name: string, entries: EntryStore, provider: TargetProvider<V>) {
    this.name = `entries of ${name}`;
    this.#entries = entries;
    this.#provider = provider;
    this.#watcher = new SingleWatcher(`The map "${name}"`);
  }

  declareEntry(key: StableKey, value: V): void {
    declareTargetState(this.#provider.state(key, value));
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: StableKey): V | undefined {
    return this.#entries.get(textOf(key))?.value as V | undefined;
  }

  has(key: StableKey): boolean {
    return this.#entries.get(textOf(key)) !== undefined;
  }

  [Symbol.iterator](): Iterator<KeyedItem<V>> {
    return (this.#entries.sorted() as KeyedItem<V>[])[Symbol.iterator]();
  }

  [sourceItems](): ItemScan<V> {
    const entries = this.#entries.lookThrough() as KeyedItem<V>[];
    return { ordered: true, size: entries.length, pages: () => paged(entries) };
  }

  async watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void> {
    await this.#watcher.during(async () => {
      const stopped = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => stopped.resolve(), { once: true });
      this.#entries.follow();
      try {
        await subscriber.updateAll();
        await subscriber.markReady();
        while (!signal.aborted) {
          for (const { change, key } of this.#entries.changes()) {
            if (signal.aborted) return;
            await (change === undefined ? subscriber.delete(key) : subscriber.update(key, change.value as V));
          }
          await Promise.race([this.#entries.changed(), stopped.promise]);
        }
      } finally {
        this.#entries.unfollow();
      }
    });
  }

  /** As an argument it counts as the map that it is, whatever that holds. */
  [memoKey](): unknown {
    return this.#provider.path;
  }
}

/**
 * Mounts a map whose entries are declared by components and mounted by `mountEach`, in the same app. It lives in the
 * memory of this process and is filled anew in each update: what declares its entries runs, whatever is stored of it.
 *
 * @param name - tells the maps of an app apart.
 */
export async function mountLiveMap<V>(name: string): Promise<LiveMapTarget<V>> {
  if (typeof name !== "string" || name === "") {
    throw new TargetStateError(`mountLiveMap was given ${describeGiven(name)} as the map's name.`, {
      code: "LIVE_MAP_NAME",
      hint: 'The name tells the maps of an app apart: mountLiveMap<Word>("words").',
    });
  }
  const entries = EntryStore.open();
  const provider = await mountTarget<V>(liveMaps.state(name, { session: entries.session }));
  return new MountedLiveMap<V>(name, entries, provider);
}

async function* paged<V>(entries: readonly KeyedItem<V>[]): AsyncGenerator<readonly KeyedItem<V>[]> {
  for (let start = 0; start < entries.length; start += PAGE) yield entries.slice(start, start + PAGE);
}

function textOf(key: StableKey): string {
  return Buffer.from(encodeKey(key)).toString("latin1");
}
