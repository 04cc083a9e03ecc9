import { isLiveFeed, type Items, symbol } from "@coco/connectorkit";
import { followItems } from "../live/follow-items.ts";
import { isLiveComponentClass, type LiveComponentClass } from "../live/live-component.ts";
import { type MountScope, takeLevel } from "./begin-mount.ts";
import type { ComponentPath } from "./component-path.ts";
import { type ComponentHandle, handleOf } from "./component-handle.ts";
import { mountCall } from "./mount-call.ts";
import { mountedFunction, namedPath } from "./mounted-function.ts";
import { type LevelMount, scanItems } from "./scan-items.ts";
import { mount } from "./mount.ts";
import { Subpath, subpath } from "./subpath.ts";

/**
 * Mounts one component for each item of a keyed source: `f(item, ...args)` at the path of the function's name and the
 * item's key. Items that are not there any more lose their components when the run settles. Resolves when all items
 * of the scan are scheduled; a source that fails half way fails the call, and nothing is deleted.
 */
export function mountEach<V, A extends readonly unknown[]>(
  items: Items<V>,
  f: (item: NoInfer<V>, ...args: A) => unknown,
  ...args: NoInfer<A>
): Promise<ComponentHandle>;
export function mountEach<V, A extends readonly unknown[]>(
  place: Subpath,
  items: Items<V>,
  f: (item: NoInfer<V>, ...args: A) => unknown,
  ...args: NoInfer<A>
): Promise<ComponentHandle>;
export function mountEach<V, A extends readonly unknown[]>(
  items: Items<V>,
  f: LiveComponentClass<readonly [NoInfer<V>, ...A]>,
  ...args: NoInfer<A>
): Promise<ComponentHandle>;
export function mountEach(...all: unknown[]): Promise<ComponentHandle> {
  return mountCall("mountEach", (scope) => mountItems(scope, all));
}

async function mountItems(scope: MountScope, all: readonly unknown[]): Promise<ComponentHandle> {
  const place = all[0] instanceof Subpath ? all[0] : undefined;
  const [items, f, ...args] = place === undefined ? all : all.slice(1);
  const mounted = mountedFunction(scope.run, isLiveComponentClass(f) ? mountingLive(f) : f, "mountEach");
  const own: ComponentPath = place?.parts ?? namedPath(mounted, "mountEach");
  const level = takeLevel(scope, [...scope.prefix, ...own], mountEach as never);
  const { component } = scope;
  const mounting: LevelMount = { scope, level, mounted, args };
  component.children.begin();
  try {
    const { done } = await (isLiveFeed(items)
      ? followItems(mounting, items)
      : scanItems(mounting, items as Items<unknown>));
    return handleOf({ mountedBy: component, path: level.path, isLevel: true }, done);
  } finally {
    component.children.end();
  }
}

/** For each item a component that mounts a live one: so the item has its own place, and is done when that is ready. */
function mountingLive(Class: LiveComponentClass): (...args: unknown[]) => Promise<void> {
  const mountIt = async (...args: unknown[]): Promise<void> => {
    await mount(subpath(symbol("live")), Class as LiveComponentClass<unknown[]>, ...args);
  };
  return Object.defineProperty(mountIt, "name", { value: Class.name });
}
