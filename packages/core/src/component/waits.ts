import { equalKeys, type StableKey } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import type { Component } from "./component.ts";
import { type ComponentPath, formatPath } from "./component-path.ts";

/** Work that can be waited for: one component, or those of a scan, with all beneath. */
export interface AwaitedWork {
  readonly mountedBy: Component;
  /** The place of the component, or of the scan. */
  readonly path: ComponentPath;
  /** Whether the work is every component of a level, not the one at `path`. */
  readonly isLevel: boolean;
}

/** Who waits: a component, or the handlers of one that failed. */
export type Waiter = Pick<Component, "parent" | "path">;

/** Which components wait for work that stands beside them, so that no two wait for one another. */
export class Waits {
  readonly #open = new Map<Waiter, Set<AwaitedWork>>();

  /**
   * Waits for work as a component. What it mounted itself is always done before it; anything else might wait for it.
   *
   * @throws ComponentError (`WAITS_FOR_ITSELF`) where it does.
   */
  async until<T>(component: Component, work: AwaitedWork, promise: Promise<T>): Promise<T> {
    const { run } = component;
    if (isOrIsBeneath(work.mountedBy, component)) return run.activity.waiting(component, promise);
    const close = this.#begin(component, work, `Component ${component.displayPath}`);
    if (component.holdsSlot) {
      component.holdsSlot = false; // what it waits for may need it
      run.slots.release();
    }
    if (component.countsAsBegun) {
      component.countsAsBegun = false; // what that mounts may stand as deep as this one
      run.slots.finish(component.path.length);
    }
    try {
      return await run.activity.waiting(component, promise);
    } finally {
      close();
    }
  }

  /**
   * Waits for work as an exception handler: the work that failed is not done before that.
   *
   * @throws ComponentError (`WAITS_FOR_ITSELF`) where it waits for that work, or for what waits for it.
   */
  async untilWhileHandling<T>(failed: Waiter, work: AwaitedWork, promise: Promise<T>): Promise<T> {
    const close = this.#begin(failed, work, `The exception handler for ${formatPath(failed.path)}`);
    try {
      return await promise;
    } finally {
      close();
    }
  }

  /** Notes a wait; gives what takes the note back. */
  #begin(waiter: Waiter, work: AwaitedWork, name: string): () => void {
    if (this.#leadsBack(waiter, work)) throw waitsForItself(name, waiter, work);
    const works = this.#open.get(waiter) ?? new Set();
    this.#open.set(waiter, works.add(work));
    return () => {
      works.delete(work);
      if (works.size === 0) this.#open.delete(waiter);
    };
  }

  /** Whether the work is done only after who waits: because that is part of it, or of what it waits for. */
  #leadsBack(waiter: Waiter, work: AwaitedWork): boolean {
    const seen = new Set<Waiter>();
    const ahead = [work];
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      if (contains(next, waiter)) return true;
      for (const [waiting, works] of this.#open) {
        if (seen.has(waiting) || !contains(next, waiting)) continue;
        seen.add(waiting);
        ahead.push(...works);
      }
    }
    return false;
  }
}

function contains({ isLevel, mountedBy, path }: AwaitedWork, waiter: Waiter): boolean {
  for (let current: Waiter | undefined = waiter; current !== undefined; current = current.parent) {
    if (current.parent === mountedBy) return samePath(isLevel ? current.path.slice(0, -1) : current.path, path);
  }
  return false;
}

function isOrIsBeneath(component: Component, above: Component): boolean {
  for (let current: Component | undefined = component; current !== undefined; current = current.parent) {
    if (current === above) return true;
  }
  return false;
}

function samePath(a: ComponentPath, b: ComponentPath): boolean {
  return a.length === b.length && a.every((part, index) => equalKeys(part, b[index] as StableKey));
}

function waitsForItself(name: string, waiter: Waiter, { path }: AwaitedWork): ComponentError {
  return new ComponentError(
    `${name} waits for ${formatPath(path)} to be ready, which is not before ${formatPath(waiter.path)} is done.`,
    { code: "WAITS_FOR_ITSELF", hint: "Let the component that mounted both wait, or mount in another order." },
  );
}
