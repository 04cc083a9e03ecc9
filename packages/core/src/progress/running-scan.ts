import type { ComponentCounter } from "./component-counter.ts";

/** A scan of a source whose items become components of one function, as far as its progress is concerned. */
export class RunningScan {
  readonly #counter: ComponentCounter;
  readonly #onEnd: (restIsKnown: boolean) => void;
  readonly #isSized: boolean;
  /** How many items are still to come, where the source has told how many it has. */
  #left: number;

  constructor(counter: ComponentCounter, items: number | undefined, onEnd: (restIsKnown: boolean) => void) {
    this.#counter = counter;
    this.#isSized = items !== undefined;
    this.#left = items ?? 0;
    this.#onEnd = onEnd;
    counter.expect(this.#left);
  }

  /** Items are here. Costs nothing to speak of where the size is not known; a source that gives more than it told is let be. */
  arrived(items = 1): void {
    for (let rest = Math.min(items, this.#left); rest > 0; rest--) {
      this.#left -= 1;
      this.#counter.arrived();
    }
  }

  /** The source has given all, or has failed. `keepsRest`: what it did not give is still to be done. */
  end(keepsRest: boolean): void {
    if (!keepsRest) this.#counter.expect(-this.#left);
    this.#left = 0;
    this.#onEnd(this.#isSized || !keepsRest);
  }
}
