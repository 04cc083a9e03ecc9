import type { Items } from "@coco/connectorkit";
import { type MountScope, takeLevel, withoutDeadline } from "./begin-mount.ts";
import type { ComponentPath } from "./component-path.ts";
import { type ComponentHandle, handleOf } from "./component-handle.ts";
import { LevelScan } from "./level-scan.ts";
import { mountCall } from "./mount-call.ts";
import { mountedFunction, namedPath } from "./mounted-function.ts";
import { scannedItems } from "./scanned-items.ts";
import { Subpath } from "./subpath.ts";

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
export function mountEach(...all: unknown[]): Promise<ComponentHandle> {
  return mountCall("mountEach", (scope) => mountItems(scope, all));
}

async function mountItems(scope: MountScope, all: readonly unknown[]): Promise<ComponentHandle> {
  const place = all[0] instanceof Subpath ? all[0] : undefined;
  const [items, f, ...args] = place === undefined ? all : all.slice(1);
  const mounted = mountedFunction(scope.run, f, "mountEach");
  const own: ComponentPath = place?.parts ?? namedPath(mounted, "mountEach");
  const level = takeLevel(scope, [...scope.prefix, ...own], mountEach as never);
  const { component, run } = scope;
  component.children.begin();
  try {
    const given = scannedItems(items as Items<unknown>, run.signal);
    const scan = new LevelScan(scope, level, mounted, args, given);
    try {
      for await (const page of given.pages) {
        scope.deadline?.check(component.displayPath);
        await withoutDeadline(scope, () => scan.take(page));
      }
    } finally {
      scan.ended();
    }
    scope.deadline?.check(component.displayPath);
    level.absent = await scan.finish();
    level.complete = true;
    return handleOf({ mountedBy: component, path: level.path, isLevel: true }, scan.done());
  } finally {
    component.children.end();
  }
}
