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

  /** Waits for other components; meanwhile the caller does not count as running. */
  async waiting<T>(promise: PromiseLike<T>): Promise<T> {
    this.end();
    try {
      return await promise;
    } finally {
      this.begin();
    }
  }
}
