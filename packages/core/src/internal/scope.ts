import { AsyncLocalStorage } from "node:async_hooks";
import type { ComponentPath } from "../component/component-path.ts";
import type { Component } from "../component/component.ts";
import type { HandlerChain } from "../component/exception-handlers.ts";
import type { Waiter } from "../component/waits.ts";
import type { Deadline } from "../deadline/deadline.ts";
import type { FunctionState } from "../function/function-state.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { Recorder } from "../function/recorder.ts";
import type { Run } from "../app/run.ts";
import { ComponentError } from "../errors/component-error.ts";
import { requireFunction } from "./require-function.ts";
import { refuseInWorker } from "../runner/pool-thread.ts";

/** A memoized call or a batch that is running, and what waits for it. */
export interface RunningCall {
  /** Of a memoized call; empty for a batch. */
  readonly key: string;
  /** The call that made it. */
  readonly around: RunningCall | undefined;
  /** Calls elsewhere that wait for this one's result. */
  joined: Set<RunningCall> | undefined;
}

/** A memoized call that is running. */
export interface MemoFrame extends RunningCall {
  readonly state: FunctionState;
}

/** Where the running code stands: found through one AsyncLocalStorage by everything a user calls. */
export interface Scope {
  readonly run: Run;
  /** `undefined` in code that several components share: a batch, a function memoized for the app. */
  readonly component: Component | undefined;
  readonly recorder: Recorder;
  readonly frame: MemoFrame | undefined;
  /** The batch whose body runs. */
  readonly batch?: RunningCall | undefined;
  /** Parts that `within` puts before the subpaths of mounts. */
  readonly prefix: ComponentPath;
  readonly handlers: HandlerChain | undefined;
  /** The work whose failure the running exception handler was given: it is not done before that is. */
  readonly handling?: Waiter | undefined;
  /** The `statsGroup` in which it is counted. */
  readonly group?: RunStats | undefined;
  /** By when the running code must be done. Who makes a scope of its own, for work that others share, leaves it out. */
  readonly deadline?: Deadline | undefined;
}

const storage = new AsyncLocalStorage<Scope>();

export function currentScope(): Scope | undefined {
  return storage.getStore();
}

export function runInScope<R>(scope: Scope, f: () => R): R {
  return storage.run(scope, f);
}

/** Runs `f` outside of every component, so that what it keeps alive belongs to none. */
export function runOutside<R>(f: () => R): R {
  return storage.exit(f);
}

/**
 * The running component with its scope, or an error that says what was tried without one. `instead`: what to do in place
 * of trying it in a function whose work several components share.
 */
export function requireComponent(
  what: string,
  instead = "Do that in the function that calls it, with what it returns.",
): Scope & { readonly component: Component } {
  const scope = currentScope();
  if (scope === undefined) {
    refuseInWorker(what);
    throw new ComponentError(`${what} was called outside of an app's function.`, {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app that app.update() runs; for callbacks that lose their place, wrap them with boundContext().",
    });
  }
  if (scope.component === undefined) {
    const shared = scope.frame?.state.name;
    throw new ComponentError(
      shared === undefined
        ? `${what} was called in a batched function: its work is that of several components.`
        : `${what} was called in ${shared}, whose result all components share (memo: "app").`,
      { code: "SHARED_FUNCTION", hint: instead },
    );
  }
  if (scope.component.returned) {
    throw new ComponentError(
      `${what} was called in component ${scope.component.displayPath} after its function had returned.`,
      { code: "COMPONENT_RETURNED", hint: "Await everything that the function starts before it returns." },
    );
  }
  return scope as Scope & { readonly component: Component };
}

/** Gives a function that runs `f` at the place where `boundContext` was called, for callbacks that lose it. */
export function boundContext<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  requireFunction(f, "boundContext", "boundContext((row) => { … })");
  const scope = storage.getStore();
  return scope === undefined ? f : (...args) => storage.run(scope, () => f(...args));
}
