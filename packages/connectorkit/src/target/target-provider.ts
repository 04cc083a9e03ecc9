import { symbol } from "../key/symbol.ts";
import type { StableKey } from "../key/stable-key.ts";
import { memoKey } from "../memo/memo-key.ts";
import { requireEngine } from "../port/engine-port.ts";
import { registeringModule } from "./registering-module.ts";
import { registerRootHandler } from "./root-handlers.ts";
import type { AnyTargetHandler, TargetHandler } from "./target-handler.ts";
import { TargetError } from "./target-error.ts";
import type { TargetPath, TargetState } from "./target-state.ts";

/** Makes target states of one level: the tables of a connector, the rows of a table. It holds a path and no state. */
export class TargetProvider<Value = unknown> {
  readonly path: TargetPath;

  constructor(path: TargetPath) {
    this.path = path;
  }

  /** The target state at `key` that should look like `value`. Nothing is declared yet. */
  state(key: StableKey, value: Value): TargetState<Value> {
    return { provider: this, key, value };
  }

  /** The provider of what stands beside this container's children, e.g. `attachment("vector_index")`. */
  attachment<AttachmentValue>(kind: string): TargetProvider<AttachmentValue> {
    return new TargetProvider([...this.path, symbol(kind)]);
  }
}

// A provider is identified by its path. Set here, because a class whose declarations are written file by file cannot have a method with a computed name.
Object.defineProperty(TargetProvider.prototype, memoKey, {
  value(this: TargetProvider): unknown {
    return this.path;
  },
});

/** A container that was declared and not yet submitted. It becomes usable in components that start after that. */
export class PendingTargetProvider<ChildValue = unknown> {
  readonly path: TargetPath;
  declare readonly childValue: ChildValue;

  constructor(path: TargetPath) {
    this.path = path;
  }
}

/**
 * Registers the outermost level of a connector's targets. `name` is stored with every target state: prefix it with
 * the package's name and never change it.
 *
 * @throws TargetError when another module has registered another handler under that name.
 */
export function registerRootTargets<Value, Tracking, Action>(
  name: string,
  handler: TargetHandler<Value, Tracking, Action>,
): TargetProvider<Value> {
  registerRootHandler(name, handler as AnyTargetHandler, registeringModule());
  return new TargetProvider<Value>([name]);
}

/** Declares that a target state should exist. The component that declares it owns it. */
export function declareTargetState<Value>(state: TargetState<Value>): void {
  checkState(state, "declareTargetState");
  requireEngine("declareTargetState").declareTargetState(state);
}

/** Declares a container in the current component. Its children can be declared after that component was submitted. */
export function declareTargetStateWithChildren<ChildValue>(
  state: TargetState<unknown> | TargetState<never>,
): PendingTargetProvider<ChildValue> {
  checkState(state, "declareTargetStateWithChildren");
  requireEngine("declareTargetStateWithChildren").declareContainer(state);
  return new PendingTargetProvider<ChildValue>([...state.provider.path, state.key]);
}

/** Submits a container in a component of its own; resolves with the provider of its children when it exists. */
export async function mountTarget<ChildValue, Value = unknown>(
  state: TargetState<Value>,
): Promise<TargetProvider<ChildValue>> {
  checkState(state, "mountTarget");
  await requireEngine("mountTarget").mountTarget(state);
  return new TargetProvider<ChildValue>([...state.provider.path, state.key]);
}

/** Whether it is what a provider's `state` gave; of another copy of this package too. */
function checkState(state: TargetState<never> | TargetState<unknown> | undefined, what: string): void {
  if (state?.provider instanceof PendingTargetProvider || !Array.isArray(state?.provider?.path)) {
    throw new TargetError(`${what} was given no target state.`, {
      code: "NO_TARGET_STATE",
      hint: "A provider makes them: provider.state(key, value).",
    });
  }
}
