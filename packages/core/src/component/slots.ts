/** A place in the queue for a slot. */
export interface SlotTurn {
  /** Resolves when the slot is there. */
  readonly granted: Promise<void>;
  /** Gives the place up, or the slot if it is there already. */
  leave(): void;
}

/**
 * Bounds how many components are in flight, and how many of each depth are begun and unfinished: a component gives its
 * slot up as it mounts, but counts as begun until it is done. A free slot goes to the deepest component that may begin,
 * so that what was begun is finished before more is begun. Components wait for deeper ones alone, so that a limit of 1
 * comes to an end.
 */
export class Slots {
  readonly #limit: number;
  #free: number;
  /** By depth: how many are begun and unfinished. */
  readonly #begun: number[] = [];
  readonly #waiting: (() => void)[][] = [];

  constructor(limit: number) {
    this.#limit = limit;
    this.#free = limit;
  }

  /** Takes a slot, and begins a component of this depth. `undefined` when it may begin now; else this caller's turn. */
  acquire(depth: number): SlotTurn | undefined {
    if (this.#free > 0 && this.#mayBegin(depth)) {
      this.#begin(depth);
      return undefined;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting[depth] ??= [];
    const queue = this.#waiting[depth] as (() => void)[];
    queue.push(resolve);
    const leave = (): void => {
      const at = queue.indexOf(resolve);
      if (at < 0) this.end(depth);
      else queue.splice(at, 1);
    };
    return { granted: promise, leave };
  }

  /** A component that is not done gives its slot up. */
  release(): void {
    this.#free += 1;
    this.#grant();
  }

  /** A component that has given its slot up is done, or lets others of its depth begin. */
  finish(depth: number): void {
    this.#begun[depth] = (this.#begun[depth] ?? 0) - 1;
    this.#grant();
  }

  /** A component that has its slot is done. */
  end(depth: number): void {
    this.#free += 1;
    this.finish(depth);
  }

  #mayBegin(depth: number): boolean {
    return (this.#begun[depth] ?? 0) < this.#limit;
  }

  #begin(depth: number): void {
    this.#free -= 1;
    this.#begun[depth] = (this.#begun[depth] ?? 0) + 1;
  }

  #grant(): void {
    for (let depth = this.#waiting.length - 1; depth >= 0 && this.#free > 0; depth--) {
      const queue = this.#waiting[depth];
      while (queue !== undefined && queue.length > 0 && this.#free > 0 && this.#mayBegin(depth)) {
        this.#begin(depth);
        queue.shift()?.();
      }
    }
  }
}
