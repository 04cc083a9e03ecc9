import { TargetError } from "./target-error.ts";
import type { AnyTargetHandler } from "./target-handler.ts";

const slot: unique symbol = Symbol.for("coco.root-handlers") as never;
type Holder = { [slot]?: Map<string, AnyTargetHandler> };

function handlers(): Map<string, AnyTargetHandler> {
  const holder = globalThis as Holder;
  holder[slot] ??= new Map();
  return holder[slot];
}

/** Adds a root handler; the last one registered under a name counts (a test may register its own again). */
export function registerRootHandler(name: string, handler: AnyTargetHandler): void {
  if (typeof name !== "string" || name === "") {
    throw new TargetError("registerRootTargets(name, handler) needs a name that is not empty.", {
      code: "TARGET_ROOT_NAME",
      hint: 'Use the package and the level: "coco.lancedb.table".',
    });
  }
  if (typeof handler?.reconcile !== "function") {
    throw new TargetError(`registerRootTargets("${name}", handler) was given no handler.`, {
      code: "TARGET_HANDLER",
      hint: "A handler is an object with a method reconcile(key, desired, previous).",
    });
  }
  handlers().set(name, handler);
}

/** The handler registered under `name`, if its package is loaded. */
export function rootHandler(name: string): AnyTargetHandler | undefined {
  return handlers().get(name);
}
