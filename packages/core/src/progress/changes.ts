/** Tells those who wait when something has changed. Costs one comparison where nobody does. */
export class Changes {
  #waiting: Set<() => void> | undefined;

  /** Has `f` called at each change, until what this gives is called. */
  add(f: () => void): () => void {
    const waiting = (this.#waiting ??= new Set());
    waiting.add(f);
    return () => {
      waiting.delete(f);
      if (waiting.size === 0 && this.#waiting === waiting) this.#waiting = undefined;
    };
  }

  notify(): void {
    if (this.#waiting === undefined) return;
    for (const f of this.#waiting) f();
  }
}
