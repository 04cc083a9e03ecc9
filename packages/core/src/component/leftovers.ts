import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { decodeRemoval, type Removal } from "../target-state/removal.ts";

const PAGE = 512;
const NO_PREFIX = new Uint8Array(0);

/** Deletions that earlier runs began or planned and did not finish. */
export class Leftovers {
  readonly #removals = new Map<string, Removal>();

  async load(state: AppState): Promise<void> {
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await state.page("removal", { prefix: NO_PREFIX, limit: PAGE, ...(after === undefined ? {} : { after }) });
      for (const { key, value } of page) this.#removals.set(byteText(key), decodeRemoval(value));
      if (page.length < PAGE) return;
      after = page.at(-1)?.key;
    }
  }

  get empty(): boolean {
    return this.#removals.size === 0;
  }

  has(key: Uint8Array): boolean {
    return this.#removals.has(byteText(key));
  }

  /** The deletion planned for exactly this component. */
  of(key: Uint8Array): Removal | undefined {
    return this.#removals.get(byteText(key));
  }
}
