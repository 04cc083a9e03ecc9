import type { MountScope } from "./begin-mount.ts";

/** How many components a scan begins in one turn of the event loop. */
const AT_ONCE = 32;

/**
 * When a scan stops before it begins more. Components that wait for nothing outside end in the turn in which they began,
 * and it shows whether enough of them wait to be written; those that do wait take a few turns more to fill all slots. So
 * what lies in memory at a time is little more than what is being written.
 */
export class ScanPace {
  readonly #scope: MountScope;
  #begun = 0;

  constructor(scope: MountScope) {
    this.#scope = scope;
  }

  /** To be called for each component that the scan begins. */
  begins(): void {
    this.#begun += 1;
  }

  /** What the scan has to wait for now; `undefined` when it may go on. */
  pause(): Promise<void> | undefined {
    if (this.#begun >= AT_ONCE) return this.#endOfTurn();
    return this.#room();
  }

  async #endOfTurn(): Promise<void> {
    this.#begun = 0;
    await new Promise((resolve) => setImmediate(resolve));
    await this.#room();
  }

  #room(): Promise<void> | undefined {
    const { component, run } = this.#scope;
    return run.commits.crowded ? run.activity.waiting(component, run.commits.room()) : undefined;
  }
}
