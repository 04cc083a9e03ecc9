/**
 * Counts the functions of components that are running, not waiting for other components. When none is, a group of
 * writes has nothing to wait for.
 */
export class Activity {
  #running = 0;
  readonly #onIdle: () => void;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  get idle(): boolean {
    return this.#running === 0;
  }

  begin(): void {
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#onIdle();
  }

  /** Waits for other components, for several at once if need be; meanwhile the caller does not count as running. */
  async waiting<T>(caller: { waits: number }, promise: PromiseLike<T>): Promise<T> {
    caller.waits += 1;
    if (caller.waits === 1) this.end();
    try {
      return await promise;
    } finally {
      caller.waits -= 1;
      if (caller.waits === 0) this.begin();
    }
  }
}
