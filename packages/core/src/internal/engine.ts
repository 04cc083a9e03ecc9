import { ENGINE_PORT_VERSION, type EnginePort, installEngine } from "@coco/connectorkit";
import { mountTargetState } from "../component/mount.ts";
import { callFunction } from "../function/call-function.ts";
import { FunctionRegistry } from "../function/function-registry.ts";
import type { PackageTracking } from "../logic/package-rule.ts";
import { ContextError } from "../errors/context-error.ts";
import { declareContainerState, declareState } from "../target-state/declare.ts";
import { describeGiven } from "./describe-given.ts";
import { currentScope } from "./scope.ts";

const registries = new Map<PackageTracking, FunctionRegistry>();

/** The wrapped functions of this process, as an environment with this setting sees them. */
export function functionRegistry(tracking: PackageTracking = "major"): FunctionRegistry {
  let registry = registries.get(tracking);
  if (registry === undefined) {
    registry = new FunctionRegistry(tracking);
    registries.set(tracking, registry);
  }
  return registry;
}

const idle = new AbortController().signal;

const port: EnginePort = {
  version: ENGINE_PORT_VERSION,
  location: import.meta.url,
  callFunction,
  functionIdentity: (definition) => (currentScope()?.run.functions ?? functionRegistry()).stateOf(definition).identity,
  useContext: (key) => {
    if (typeof key?.name !== "string") {
      throw new ContextError(`useContext(key) needs a context key, not ${describeGiven(key)}.`, {
        code: "NO_CONTEXT_KEY",
        hint: 'Make one at the top level of a module: const KEY = contextKey<Type>("name").',
      });
    }
    const scope = currentScope();
    if (scope === undefined) {
      throw new ContextError(`useContext("${key.name}") was called outside of an app's function.`, {
        code: "NO_COMPONENT",
        hint: "Call it inside the function of an app; query code reads runtime.get(KEY) of what start() gives.",
      });
    }
    if (key.detectChange) scope.recorder.noteContext(key.name);
    return scope.run.values.get(key);
  },
  declareTargetState: declareState,
  declareContainer: declareContainerState,
  mountTarget: mountTargetState,
  signal: () => currentScope()?.run.signal ?? idle,
  count: (name, by) => currentScope()?.run.stats.count(name, by),
};

/** Makes this copy of the package the engine of the process. */
export function installThisEngine(): void {
  installEngine(port);
}
