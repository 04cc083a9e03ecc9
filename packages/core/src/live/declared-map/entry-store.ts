import { encodeKey, type KeyedItem, type StableKey } from "@coco/connectorkit";
import { sameValues } from "./same-values.ts";

/** An entry as it was written. */
export interface Entry {
  readonly key: StableKey;
  readonly value: unknown;
  /** Tells the values that one key has had apart. */
  readonly version: number;
}

/** A change that nobody was told of: without an entry, it is gone. */
export interface EntryChange {
  readonly key: StableKey;
  readonly change: Entry | undefined;
}

/** What a mounted map holds. It has no other reference than its map's: sinks find it by its session. */
export class EntryStore {
  /** Stored with everything that is tracked of the map, so that what another process tracked counts as never written. */
  readonly session: string = crypto.randomUUID();
  readonly #entries = new Map<string, Entry>();
  /** What changed since it was last looked through or told, by key as text. */
  #changed = new Map<string, StableKey>();
  #isFollowed = false;
  #wasLookedThrough = false;
  #wake: (() => void) | undefined;

  static open(): EntryStore {
    const made = new EntryStore();
    stores.set(made.session, new WeakRef(made));
    forgotten.register(made, made.session);
    return made;
  }

  /** The store of a session of this process, while its map is in use. */
  static of(session: string): EntryStore | undefined {
    return stores.get(session)?.deref();
  }

  get size(): number {
    return this.#entries.size;
  }

  get(text: string): Entry | undefined {
    return this.#entries.get(text);
  }

  /** Whether nobody would notice a change: its items were mounted in a run that follows nothing. */
  get isTooLate(): boolean {
    return this.#wasLookedThrough && !this.#isFollowed;
  }

  set(entry: Entry): void {
    const text = textOf(entry.key);
    const before = this.#entries.get(text);
    this.#entries.set(text, entry);
    if (before === undefined || !sameValues(before.value, entry.value)) this.#note(text, entry.key);
  }

  delete(key: StableKey): void {
    const text = textOf(key);
    if (this.#entries.delete(text)) this.#note(text, key);
  }

  clear(): void {
    for (const { key } of this.#entries.values()) this.delete(key);
  }

  /** In the order of the encoded keys. */
  sorted(): KeyedItem<unknown>[] {
    return [...this.#entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { key, value }]): KeyedItem<unknown> => [key, value]);
  }

  /** The same for `mountEach`: what changed so far need not be told. */
  lookThrough(): KeyedItem<unknown>[] {
    this.#changed = new Map();
    this.#wasLookedThrough = true;
    return this.sorted();
  }

  follow(): void {
    this.#isFollowed = true;
  }

  unfollow(): void {
    this.#isFollowed = false;
    this.#wasLookedThrough = false;
  }

  /** What changed, each as it is when it is asked for. What changes meanwhile comes too. */
  *changes(): Generator<EntryChange> {
    for (const [text, key] of this.#changed) {
      this.#changed.delete(text);
      yield { key, change: this.#entries.get(text) };
    }
  }

  /** Resolves when something has changed. */
  changed(): Promise<void> {
    if (this.#changed.size > 0) return Promise.resolve();
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #note(text: string, key: StableKey): void {
    if (!this.#isFollowed) return; // it is seen when the map is looked through
    this.#changed.set(text, key);
    this.#wake?.();
    this.#wake = undefined;
  }
}

const stores = new Map<string, WeakRef<EntryStore>>();
const forgotten = new FinalizationRegistry<string>((session) => void stores.delete(session));

function textOf(key: StableKey): string {
  return Buffer.from(encodeKey(key)).toString("latin1");
}
