import { currentScope } from "../internal/scope.ts";
import { type MountScope, requireMountScope } from "./begin-mount.ts";
import type { Component } from "./component.ts";

/** What a mount gives: a promise that tells its component when somebody waits for it. */
class MountCall<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise; // what comes after it is nothing special
  }

  #onAwaited: (() => void) | undefined;

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise; being waited for is what it takes note of.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#onAwaited?.();
    this.#onAwaited = undefined;
    return super.then(onFulfilled, onRejected);
  }

  /** Leaves it to the component until somebody else waits for it: then its failure is not lost either way. */
  leaveTo(component: Component): this {
    component.unawaited.add(this);
    super.then(undefined, () => undefined);
    this.#onAwaited = () => component.unawaited.delete(this);
    return this;
  }
}

/** Begins a mount in the running component. One that nobody awaits is awaited by the component itself (rule R1). */
export function mountCall<T>(what: string, begin: (scope: MountScope) => Promise<T>): Promise<T> {
  const component = currentScope()?.component;
  return ownedBy(component, (async () => begin(requireMountScope(what)))());
}

/** Leaves it to a running component to wait for what was begun in it, unless somebody else does. */
export function ownedBy<T>(component: Component | undefined, begun: Promise<T>): Promise<T> {
  if (component === undefined || component.returned) return begun;
  return new MountCall<T>((resolve) => resolve(begun)).leaveTo(component);
}
