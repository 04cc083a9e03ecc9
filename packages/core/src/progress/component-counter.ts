import type { ComponentCounts } from "./update-stats.ts";

/** Counts what becomes of the components of one function. Who watches is told by `changed`. */
export class ComponentCounter {
  #running = 0;
  #waiting = 0;
  #added = 0;
  #reprocessed = 0;
  #unchanged = 0;
  #failed = 0;
  #deleted = 0;
  #bytes = 0;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A scan knows that so many items are still to come. */
  expect(items: number): void {
    this.#waiting += items;
    this.#changed();
  }

  /** One of those that were expected is here. Told with the next change. */
  arrived(): void {
    this.#waiting -= 1;
  }

  begin(): void {
    this.#running += 1;
    this.#changed();
  }

  /** One that had begun is done. `isNew`: nothing was stored of it. */
  ran(isNew: boolean, bytes: number | undefined): void {
    if (isNew) this.#added += 1;
    else this.#reprocessed += 1;
    if (bytes !== undefined) this.#bytes += bytes;
  }

  unchanged(items = 1): void {
    this.#unchanged += items;
    this.#changed();
  }

  failed(): void {
    this.#failed += 1;
    this.#changed();
  }

  deleted(components = 1): void {
    this.#deleted += components;
    this.#changed();
  }

  /** One that had begun is over, whatever came of it. */
  end(): void {
    this.#running -= 1;
    this.#changed();
  }

  snapshot(): ComponentCounts {
    return {
      running: this.#running,
      waiting: this.#waiting,
      ran: this.#added + this.#reprocessed,
      added: this.#added,
      reprocessed: this.#reprocessed,
      unchanged: this.#unchanged,
      failed: this.#failed,
      deleted: this.#deleted,
      bytes: this.#bytes,
    };
  }
}
