import { sameBytes } from "../internal/byte-text.ts";
import type { AppState, Entry } from "../store/index.ts";
import { type RangeDigest, readRange } from "./range-digest.ts";

const PAGE = 128;

/** The digests of the ranges of one level, in order. */
export class StoredRanges {
  readonly #state: AppState;
  readonly #prefix: Uint8Array;
  #page: readonly Entry[] = [];
  /** The revision of the store at which it was read. */
  #stoodAt = 0;
  /** And that at which the page was. */
  #readAt = 0;
  #at = 0;
  #exhausted = false;

  constructor(state: AppState, prefix: Uint8Array) {
    this.#state = state;
    this.#prefix = prefix;
  }

  /** The first one that begins at `key` or later. Keys rise from call to call. */
  async from(key: Uint8Array): Promise<RangeDigest | undefined> {
    for (;;) {
      for (; this.#at < this.#page.length; this.leave()) {
        const { key: after, value } = this.#page[this.#at] as Entry;
        if (Buffer.compare(after, key) < 0) continue;
        const range = readRange(after, value);
        if (range !== undefined) return range;
      }
      if (this.#exhausted) return undefined;
      await this.#readPage();
    }
  }

  /** Whether nothing was written since the one that `from` gave last was read. */
  get standsNow(): boolean {
    return this.#stoodAt === this.#state.revision;
  }

  /** Whether that one is still there, as it was. */
  async stands(): Promise<boolean> {
    if (this.standsNow) return true;
    const { key, value } = this.#page[this.#at] as Entry;
    const revision = this.#state.revision;
    const [now] = await this.#state.read("rangeDigest", [key]);
    if (now === undefined || !sameBytes(now, value)) return false;
    this.#stoodAt = revision;
    return true;
  }

  /** Goes on behind the one that `from` gave last. */
  leave(): void {
    this.#at += 1;
    this.#stoodAt = this.#readAt;
  }

  async #readPage(): Promise<void> {
    const after = this.#page.at(-1)?.key;
    this.#readAt = this.#state.revision;
    this.#stoodAt = this.#readAt;
    const range = { prefix: this.#prefix, limit: PAGE, ...(after === undefined ? {} : { after }) };
    this.#page = await this.#state.page("rangeDigest", range);
    this.#at = 0;
    this.#exhausted = this.#page.length < PAGE;
  }
}
