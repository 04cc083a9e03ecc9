import type { AppState, Entry } from "../store/index.ts";

const PAGE = 512;

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

  async readPage(): Promise<void> {
    const after = this.#after === undefined ? {} : { after: this.#after };
    this.#page = await this.#state.page("component", { prefix: this.#prefix, limit: PAGE, ...after });
    this.#at = 0;
    this.#after = this.#page.at(-1)?.key ?? this.#after;
    this.#exhausted = this.#page.length < PAGE;
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
