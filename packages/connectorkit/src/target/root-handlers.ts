import { isSameModule } from "./registering-module.ts";
import { TargetError } from "./target-error.ts";
import type { AnyTargetHandler } from "./target-handler.ts";

const slot: unique symbol = Symbol.for("coco.root-handlers") as never;
const modulesSlot: unique symbol = Symbol.for("coco.root-handler-modules") as never;
type Holder = { [slot]?: Map<string, AnyTargetHandler>; [modulesSlot]?: Map<string, string | undefined> };

function handlers(): Map<string, AnyTargetHandler> {
  const holder = globalThis as Holder;
  holder[slot] ??= new Map();
  return holder[slot];
}

/** From which file each was registered, as far as it is known. */
function modules(): Map<string, string | undefined> {
  const holder = globalThis as Holder;
  holder[modulesSlot] ??= new Map();
  return holder[modulesSlot];
}

/**
 * Adds a root handler. Of those that one module registers under a name the last counts: a module may be evaluated
 * again, or stand in two copies of its package.
 */
export function registerRootHandler(name: string, handler: AnyTargetHandler, module: string | undefined): void {
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
  refuseSecondModule(name, handler, module);
  handlers().set(name, handler);
  modules().set(name, module);
}

/** The handler registered under `name`, if its package is loaded. */
export function rootHandler(name: string): AnyTargetHandler | undefined {
  return handlers().get(name);
}

/** Two packages under one name would take each other's target states for their own. */
function refuseSecondModule(name: string, handler: AnyTargetHandler, module: string | undefined): void {
  const first = modules().get(name);
  if (first === undefined || module === undefined || handlers().get(name) === handler) return;
  if (isSameModule(first, module)) return;
  throw new TargetError(`Two modules register root targets under the name "${name}": ${first} and ${module}.`, {
    code: "TARGET_ROOT_TWICE",
    hint: "The name says whose target states are stored: prefix it with the name of the package. Where both are one package, load it from one place.",
  });
}
