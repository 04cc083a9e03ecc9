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

  /** Takes a slot. `undefined` when one was free; else a promise that resolves when it is this caller's turn. */
  acquire(depth: number): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve) => {
      this.#waiting[depth] ??= [];
      (this.#waiting[depth] as (() => void)[]).push(resolve);
    });
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
