import * as types from "node:util/types";
import { type Items, isSource, type KeyedItem, sourceItems } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { type MountScope, takeLevel, withoutDeadline } from "./begin-mount.ts";
import type { ComponentPath } from "./component-path.ts";
import { type ComponentHandle, handleOf } from "./component-handle.ts";
import { LevelScan } from "./level-scan.ts";
import { mountCall } from "./mount-call.ts";
import { mountedFunction, namedPath } from "./mounted-function.ts";
import { Subpath } from "./subpath.ts";

const PAGE = 256;

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
    const { ordered, pages } = scanOf(items as Items<unknown>, run.signal);
    const scan = new LevelScan(scope, level, mounted, args, ordered);
    for await (const page of pages) {
      scope.deadline?.check(component.displayPath);
      await withoutDeadline(scope, () => scan.take(page));
    }
    scope.deadline?.check(component.displayPath);
    level.absent = await scan.finish();
    level.complete = true;
    return handleOf({ mountedBy: component, path: level.path, isLevel: true }, scan.done());
  } finally {
    component.children.end();
  }
}

function scanOf(
  items: Items<unknown>,
  signal: AbortSignal,
): { readonly ordered: boolean; readonly pages: AsyncIterable<readonly KeyedItem<unknown>[]> } {
  if (typeof items !== "object" || items === null) throw notItems(items);
  if (isSource(items)) {
    const scan = items[sourceItems]();
    return { ordered: scan.ordered, pages: scan.pages(signal) };
  }
  if (!(Symbol.asyncIterator in items) && !(Symbol.iterator in items)) throw notItems(items);
  // Nothing is promised of their order, but what rises so far is merged and need not be remembered.
  return { ordered: true, pages: paged(items) };
}

async function* paged(
  items: Iterable<KeyedItem<unknown>> | AsyncIterable<KeyedItem<unknown>>,
): AsyncGenerator<readonly KeyedItem<unknown>[]> {
  let page: KeyedItem<unknown>[] = [];
  for await (const item of items) {
    if (!Array.isArray(item) || item.length !== 2) throw notItems(item);
    page.push(item);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

function notItems(given: unknown): ComponentError {
  return new ComponentError(
    `mountEach needs keyed items: a source, a Map, or an iterable of [key, value] pairs, not ${describe(given)}.`,
    {
      code: "NOT_KEYED_ITEMS",
      hint: "Give each item a key that stays its own across runs; for work without components use map().",
    },
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length} where a pair is wanted`;
  return types.isGeneratorFunction(value) ? `${describeGiven(value)} (call it)` : describeGiven(value);
}
