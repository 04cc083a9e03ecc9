import { currentScope } from "../internal/scope.ts";

/** The background children of a component: counted, not listed, since there may be a million. Each ends where it began. */
export class PendingChildren {
  #open = 0;
  #idle: (() => void)[] | undefined;
  /** Of the open ones, those whose mounts wait for the others. */
  #waiting = 0;
  #others: (() => void)[] | undefined;

  begin(): void {
    this.#open += 1;
    currentScope()?.group?.enter();
  }

  end(): void {
    this.#open -= 1;
    currentScope()?.group?.leave();
    if (this.#open === 0) for (const resolve of this.#idle?.splice(0) ?? []) resolve();
    if (this.#open <= this.#waiting) this.#wakeWaiting();
  }

  /** For a mount that has begun: resolves when no child is open but such as wait here too. They go on one after another. */
  async others(): Promise<void> {
    this.#waiting += 1;
    try {
      if (this.#open <= this.#waiting) this.#wakeWaiting();
      while (this.#open > this.#waiting) await new Promise<void>((resolve) => (this.#others ??= []).push(resolve));
    } finally {
      this.#waiting -= 1;
    }
  }

  #wakeWaiting(): void {
    for (const resolve of this.#others?.splice(0) ?? []) resolve();
  }

  get count(): number {
    return this.#open;
  }

  /** Resolves when no child is open. */
  settled(): Promise<void> | undefined {
    return this.#open === 0 ? undefined : new Promise((resolve) => (this.#idle ??= []).push(resolve));
  }
}
