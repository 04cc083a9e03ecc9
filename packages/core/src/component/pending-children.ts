import { currentScope } from "../internal/scope.ts";

/** The background children of a component: counted, not listed, since there may be a million. Each ends where it began. */
export class PendingChildren {
  #open = 0;
  #idle: (() => void)[] | undefined;

  begin(): void {
    this.#open += 1;
    currentScope()?.group?.enter();
  }

  end(): void {
    this.#open -= 1;
    currentScope()?.group?.leave();
    if (this.#open === 0) for (const resolve of this.#idle?.splice(0) ?? []) resolve();
  }

  get count(): number {
    return this.#open;
  }

  /** Resolves when no child is open. */
  settled(): Promise<void> | undefined {
    return this.#open === 0 ? undefined : new Promise((resolve) => (this.#idle ??= []).push(resolve));
  }
}
