import type { AppState, Entry } from "../store/index.ts";

const PAGE = 512;
/** Behind what was not looked at there may be no more to look at than this. */
const FIRST_PAGE = 64;

/** Goes through the stored components of one level in the order of their keys, along with a scan that rises too. */
export class StoredLevel {
  readonly #state: AppState;
  readonly #prefix: Uint8Array;
  readonly #pass: (key: Uint8Array) => void;
  #page: readonly Entry[] = [];
  #at = 0;
  #after: Uint8Array | undefined;
  #exhausted = false;
  #met = false;
  #limit = PAGE;
  /** The revision of the store at which the page was read. */
  revision = 0;

  /** @param pass - told of every stored key that the scan does not come to; its bytes are a view of a page. */
  constructor(state: AppState, prefix: Uint8Array, pass: (key: Uint8Array) => void) {
    this.#state = state;
    this.#prefix = prefix;
    this.#pass = pass;
  }

  /** Passes the entries before `key`. False when another page has to be read first. */
  advanceTo(key: Uint8Array): boolean {
    this.#met = false;
    while (this.#at < this.#page.length) {
      const entry = this.#page[this.#at] as Entry;
      const order = Buffer.compare(entry.key, key);
      this.#met = order === 0;
      if (order >= 0) return true;
      this.#pass(entry.key);
      this.#at += 1;
    }
    return this.#exhausted;
  }

  /** The value of the key that was advanced to, where it is stored. Goes on behind it. */
  takeMet(): Uint8Array | undefined {
    if (!this.#met) return undefined;
    const { value } = this.#page[this.#at] as Entry;
    this.#at += 1;
    return value;
  }

  /** Goes on behind `last`; what is stored up to there is not looked at. */
  skipTo(last: Uint8Array): void {
    if (this.#after !== undefined && Buffer.compare(last, this.#after) < 0) {
      while (Buffer.compare((this.#page[this.#at] as Entry).key, last) <= 0) this.#at += 1;
      return;
    }
    this.#page = [];
    this.#at = 0;
    this.#after = last;
    this.#exhausted = false;
    this.#limit = FIRST_PAGE;
  }

  async readPage(): Promise<void> {
    const after = this.#after === undefined ? {} : { after: this.#after };
    const limit = this.#limit;
    this.revision = this.#state.revision;
    this.#page = await this.#state.page("component", { prefix: this.#prefix, limit, ...after });
    this.#at = 0;
    this.#after = this.#page.at(-1)?.key ?? this.#after;
    this.#exhausted = this.#page.length < limit;
    this.#limit = Math.min(limit * 2, PAGE);
  }

  /** Passes everything that is left. */
  async finish(): Promise<void> {
    for (;;) {
      for (; this.#at < this.#page.length; this.#at++) this.#pass((this.#page[this.#at] as Entry).key);
      if (this.#exhausted) return;
      await this.readPage();
    }
  }
}
