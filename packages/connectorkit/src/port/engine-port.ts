import { fileURLToPath } from "node:url";
import type { ContextKey } from "../context/context-key.ts";
import type { FunctionDefinition } from "../function/function-definition.ts";
import type { TargetState } from "../target/target-state.ts";
import { EngineError } from "./engine-error.ts";

/** Rises only when a member of the port changes its meaning. */
export const ENGINE_PORT_VERSION = 1;

/**
 * What a connector or an ops package may ask of a running engine. `@coco/core` installs it; everything that packages
 * call (`fn`, `useContext`, `declareTargetState`, …) is a thin typed function over it.
 */
export interface EnginePort {
  readonly version: number;
  /** Where this copy of the engine was loaded from, for the message when there are two. */
  readonly location: string;
  /** Runs a wrapped function with memoization, batching and change detection. */
  callFunction(definition: FunctionDefinition, receiver: unknown, args: readonly unknown[]): unknown;
  /** The identity under which a wrapped function is known across runs. */
  functionIdentity(definition: FunctionDefinition): string;
  useContext<T>(key: ContextKey<T>): T;
  declareTargetState(state: TargetState): void;
  /** Declares a container in the current component; its children can be declared once that component was submitted. */
  declareContainer(state: TargetState): void;
  /** Submits a container in a component of its own and resolves when it exists. */
  mountTarget(state: TargetState): Promise<void>;
  /** Aborted when the current run is to stop. */
  signal(): AbortSignal;
  /** Adds to a counter of the current run's report, e.g. "texts embedded". */
  count(name: string, by: number): void;
}

const slot: unique symbol = Symbol.for("coco.engine-port") as never;
type Holder = { [slot]?: EnginePort };

/** The installed engine, if there is one in this process. One that this copy of the kit does not fit is an error. */
export function installedEngine(): EnginePort | undefined {
  const port = (globalThis as Holder)[slot];
  if (port !== undefined && port.version !== ENGINE_PORT_VERSION) throw otherVersion(port);
  return port;
}

function otherVersion(port: EnginePort): EngineError {
  return new EngineError(
    `Two versions of @coco/connectorkit in one process: ${port.location} was made for port ${port.version}, ` +
      `${fileURLToPath(import.meta.url)} is of port ${ENGINE_PORT_VERSION}.`,
    {
      code: "ENGINE_CONFLICT",
      hint:
        "A connector needs another version of @coco/core than the one installed: `npm ls @coco/connectorkit` shows which. " +
        "Update that connector, or @coco/core, so that both ask for the same one.",
    },
  );
}

/** Installs the engine of this process. A second one, or one of another port version, is an error that names both. */
export function installEngine(port: EnginePort): void {
  const holder = globalThis as Holder;
  const present = holder[slot];
  if (present !== undefined && present !== port) {
    throw new EngineError(
      `Two engines in one process: ${present.location} (port ${present.version}) is installed, ` +
        `${port.location} (port ${port.version}) was loaded too.`,
      {
        code: "ENGINE_CONFLICT",
        hint: "Keep one copy of @coco/core: run your package manager's dedupe command and compare the two paths.",
      },
    );
  }
  holder[slot] = port;
}

/** The installed engine, or an error that says what was tried without one. */
export function requireEngine(what: string): EnginePort {
  const port = installedEngine();
  if (port === undefined) {
    throw new EngineError(`${what} needs a running engine, and none is loaded in this process.`, {
      code: "NO_ENGINE",
      hint: "Import @coco/core and call this inside an app's function.",
    });
  }
  return port;
}
