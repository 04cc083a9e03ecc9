/** A place in the queue for a slot. */
export interface SlotTurn {
  /** Resolves when the slot is there. */
  readonly granted: Promise<void>;
  /** Gives the place up, or the slot if it is there already. */
  leave(): void;
}

/**
 * Bounds how many components are in flight. A free slot goes to the deepest component that waits, so that what was
 * begun is finished before more is begun.
 */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[][] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Takes a slot. `undefined` when one was free; else this caller's turn. */
  acquire(depth: number): SlotTurn | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting[depth] ??= [];
    const queue = this.#waiting[depth] as (() => void)[];
    queue.push(resolve);
    const leave = (): void => {
      const at = queue.indexOf(resolve);
      if (at < 0) this.release();
      else queue.splice(at, 1);
    };
    return { granted: promise, leave };
  }

  release(): void {
    for (let depth = this.#waiting.length - 1; depth >= 0; depth--) {
      const next = this.#waiting[depth]?.shift();
      if (next !== undefined) {
        next();
        return;
      }
    }
    this.#free += 1;
  }
}
