import type { ItemVersion, StableKey } from "@coco/connectorkit";
import type { AppState, PutChange } from "../store/index.ts";
import { beginsRange, MOST_ITEMS } from "./range-boundary.ts";
import { encodeRange } from "./range-digest.ts";
import { RangeHash } from "./range-hash.ts";

/** So many digests are written in one transaction. */
const BATCH = 32;

/** Sums up ranges of a level in which all components were as they had been, and stores what they were. */
export class RangeRecorder {
  readonly #state: AppState;
  #hash: RangeHash | undefined;
  readonly #sets = new Set<number>();
  /** Whether the next component may begin a range whatever its key: where the level begins, and where a range has ended. */
  #mayBegin = true;
  /** The key before the next one; `undefined` where some that are stored lie in between. */
  #position: Uint8Array | undefined;
  /** Where the range that is open begins. */
  #after: Uint8Array | undefined;
  #last: Uint8Array | undefined;
  #count = 0;
  /** The revision at which all of it was read, and what waits. */
  #revision = 0;
  #waiting: PutChange[] = [];

  /** @param prefix - what the keys of the level begin with. */
  constructor(state: AppState, prefix: Uint8Array) {
    this.#state = state;
    this.#position = prefix;
  }

  /**
   * Whether the next component, which is as it had been, belongs to the range that is open; then it is to be added.
   * @param revision - of the store, at which its record was read.
   */
  goesOn(key: Uint8Array, revision: number): boolean {
    const begins = beginsRange(key);
    if (begins || this.#count === MOST_ITEMS) this.#close();
    this.#mayBegin ||= begins;
    return this.#after !== undefined && revision === this.#revision && revision === this.#state.revision;
  }

  /** Whether a range may begin with that component otherwise. */
  mayBegin(revision: number): boolean {
    return this.#mayBegin && this.#position !== undefined && revision === this.#state.revision;
  }

  /** @param call - what the call of that component is known by. */
  begin(revision: number, call: string): void {
    if (revision !== this.#revision) this.#waiting = []; // they would not be written any more
    this.#revision = revision;
    this.#mayBegin = false;
    this.#after = this.#position;
    this.#count = 0;
    this.#sets.clear();
    (this.#hash ??= new RangeHash()).start(call);
  }

  add(key: Uint8Array, part: StableKey, version: ItemVersion, dependencySet: number): void {
    this.#hash?.add(part, version);
    this.#sets.add(dependencySet);
    this.#count += 1;
    this.#last = key;
    this.#position = key;
  }

  /** The next component of the level is no part of a range. */
  other(key: Uint8Array): void {
    this.gap();
    this.#position = key;
  }

  /** Stored components lie before the next one that the source does not have. */
  gap(): void {
    this.#after = undefined;
    this.#mayBegin = false;
    this.#position = undefined;
  }

  /** What comes next, up to `last`, is a range that is stored. */
  passed(last: Uint8Array): void {
    this.#close();
    this.#mayBegin = true;
    this.#position = last;
  }

  /** Whether there is enough to be written. */
  get isFull(): boolean {
    return this.#waiting.length >= BATCH;
  }

  async write(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length > 0) await this.#state.commit(changes, "later", this.#revision);
  }

  /** The level ends here. */
  async finish(): Promise<void> {
    this.#close();
    await this.write();
  }

  #close(): void {
    const after = this.#after;
    if (after === undefined) return;
    this.#after = undefined;
    this.#mayBegin = true;
    const value = encodeRange({
      after,
      last: this.#last as Uint8Array,
      count: this.#count,
      digest: (this.#hash as RangeHash).digest(),
      dependencySets: [...this.#sets],
    });
    this.#waiting.push({ kind: "put", table: "rangeDigest", key: after, value });
  }
}
