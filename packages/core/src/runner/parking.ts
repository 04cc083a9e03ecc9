import { poolThread } from "./pool-thread.ts";

const watchers = new Set<() => void>();
let parkings = 0;

/**
 * For what would run an app, or start an environment, in a thread of a pool: there it never goes on. A module that
 * awaits it at its top level stays where it is, with what it has wrapped so far. `undefined` anywhere else.
 */
export function parkInPoolThread(): Promise<never> | undefined {
  if (poolThread === undefined) return undefined;
  parkings += 1;
  for (const watcher of watchers) watcher();
  return new Promise(() => undefined);
}

/** How often something was parked in this thread. */
export function parkingCount(): number {
  return parkings;
}

/** Resolves as soon as something is parked from now on. */
export function nextParking(): { readonly promise: Promise<void>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  watchers.add(resolve);
  return { promise, stop: () => void watchers.delete(resolve) };
}
