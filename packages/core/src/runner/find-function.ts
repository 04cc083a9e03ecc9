import { setTimeout } from "node:timers/promises";
import { announcedFunctions } from "@coco/connectorkit";
import type { FunctionRegistry } from "../function/function-registry.ts";
import type { FunctionState } from "../function/function-state.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { functionRegistry } from "../internal/engine.ts";
import { nextParking, parkingCount } from "./parking.ts";
import type { CallMessage } from "./pool-message.ts";
import { poolThread } from "./pool-thread.ts";
import { RunnerError } from "./runner-error.ts";

/** How long a module may take that may wait for another one that never ends. */
const LOADING_LIMIT = 10_000;

/** Finds functions by their identity in a thread of a pool, importing the modules that wrap them. */
export class FunctionFinder {
  readonly #known = new Map<string, FunctionState>();
  readonly #modules = new Map<string, Promise<void>>();
  #registry: FunctionRegistry = functionRegistry();

  /** The functions as the environment of the calling app sees them. */
  get registry(): FunctionRegistry {
    return this.#registry;
  }

  /** The function that a call is for. Throws where there is none, more than one, or one with other code. */
  async find(call: CallMessage): Promise<FunctionState> {
    const state = this.#known.get(call.identity) ?? (await this.#look(call));
    if (!hasLogic(state, call.logic) && !this.#changeRegistry(state, call)) {
      throw new RunnerError(
        `The worker thread of runner "${nameOfRunner()}" has loaded other code of ${call.name} than the process that calls it.`,
        {
          code: "RUNNER_CODE_DIFFERS",
          hint: "Restart the process after an edit. `deps` must have the same value in every thread.",
        },
      );
    }
    this.#known.set(call.identity, state);
    return state;
  }

  /** Whether another setting of the environment, `packageTracking`, is why the logic differs. */
  #changeRegistry({ definition }: FunctionState, { logic }: CallMessage): boolean {
    for (const tracking of ["major", "exact", "none"] as const) {
      const registry = functionRegistry(tracking);
      if (!hasLogic(registry.stateOf(definition), logic)) continue;
      this.#registry = registry;
      this.#known.clear();
      return true;
    }
    return false;
  }

  async #look(call: CallMessage): Promise<FunctionState> {
    let found = this.#candidates(call.identity);
    if (found.length === 0) {
      await this.#load(call);
      found = this.#candidates(call.identity);
    }
    const [state] = found;
    if (state === undefined) {
      throw new RunnerError(
        `${call.name} runs on the runner "${nameOfRunner()}", but importing ${call.module} in a worker thread does not wrap it ("${call.identity}").`,
        {
          code: "RUNNER_FUNCTION_NOT_FOUND",
          hint: "Call fn(…) at the top level of a module, above any app.update(): a function made while the program runs does not exist in a worker.",
        },
      );
    }
    if (found.length > 1) throw ambiguous(call.name, found.length);
    return state;
  }

  #candidates(identity: string): FunctionState[] {
    return wrappedAs(this.#registry, identity);
  }

  async #load({ module, name }: CallMessage): Promise<void> {
    let loading = this.#modules.get(module);
    if (loading === undefined) {
      loading = importUntilParked(module, name);
      this.#modules.set(module, loading);
    }
    await loading;
  }
}

function hasLogic(state: FunctionState, logic: Uint8Array | undefined): boolean {
  return logic === undefined || state.logic === undefined || sameBytes(logic, state.logic);
}

/** All functions of this process under one identity. A module that is evaluated twice gives two. */
export function wrappedAs(registry: FunctionRegistry, identity: string): FunctionState[] {
  return announcedFunctions().flatMap((definition) => {
    try {
      const state = registry.stateOf(definition);
      return state.identity === identity ? [state] : [];
    } catch {
      return []; // a function that cannot be told apart is said when it is called
    }
  });
}

export function ambiguous(name: string, count: number): RunnerError {
  return new RunnerError(
    `${name} has a runner, and ${count} functions are wrapped under its identity: a worker thread could not tell which is meant.`,
    {
      code: "RUNNER_FUNCTION_AMBIGUOUS",
      hint: "Give each of them a `name` of its own, and wrap them at the top level of a module.",
    },
  );
}

async function importUntilParked(module: string, name: string): Promise<void> {
  const mayHang = parkingCount() > 0;
  const parking = nextParking();
  const loaded = import(module).then(
    () => undefined,
    (error: unknown) => {
      throw new RunnerError(
        `${name} runs on the runner "${nameOfRunner()}", but ${module} could not be loaded in a worker thread: ${messageOf(error)}`,
        {
          code: "RUNNER_MODULE_FAILED",
          cause: error,
          hint: "Each worker thread imports the module by itself: what it does when it is loaded must work there too.",
        },
      );
    },
  );
  const stopTimer = new AbortController();
  const limit = setTimeout(LOADING_LIMIT, undefined, { signal: stopTimer.signal }).catch(() => undefined);
  try {
    await Promise.race([loaded, parking.promise, ...(mayHang ? [limit] : [])]);
  } finally {
    parking.stop();
    stopTimer.abort();
  }
}

function nameOfRunner(): string {
  return poolThread?.runner ?? "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
