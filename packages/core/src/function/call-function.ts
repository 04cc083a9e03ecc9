import type { FunctionDefinition } from "@coco/connectorkit";
import { checkDeadline, currentDeadline } from "../deadline/current-deadline.ts";
import { chain, isPromise } from "../internal/chain.ts";
import { currentScope, runInScope, type Scope } from "../internal/scope.ts";
import { applyBody } from "../runner/apply-body.ts";
import { callAppMemo } from "./app-memo-call.ts";
import { callBatchedAlone } from "./batch-call.ts";
import type { FunctionState } from "./function-state.ts";
import { callMemoized } from "./memo-call.ts";
import { Recorder } from "./recorder.ts";
import { runBody } from "./run-body.ts";

/** What happens when a wrapped function is called: with a deadline, not after it, nor is a result accepted after it. */
export function callFunction(definition: FunctionDefinition, receiver: unknown, args: readonly unknown[]): unknown {
  if (currentDeadline() === undefined) return call(definition, receiver, args);
  checkDeadline();
  return chain(call(definition, receiver, args), (result) => {
    checkDeadline();
    return result;
  });
}

function call(definition: FunctionDefinition, receiver: unknown, args: readonly unknown[]): unknown {
  const scope = currentScope();
  if (scope === undefined) {
    return definition.options.batching
      ? callBatchedAlone(definition, receiver, args)
      : applyBody(undefined, definition, receiver, args);
  }
  const state = scope.run.functions.stateOf(definition);
  if (state.memo === "app") return callAppMemo(scope, state, receiver, args);
  if (state.memo === "component" && scope.component !== undefined) {
    return callMemoized(scope, scope.component, state, receiver, args);
  }
  return callPlain(scope, state, receiver, args);
}

function callPlain(scope: Scope, state: FunctionState, receiver: unknown, args: readonly unknown[]): unknown {
  if (state.tracking === "full") {
    scope.recorder.enter(state);
    return runBody(scope, state, receiver, args);
  }
  const recorder = new Recorder();
  const absorb = (): void => {
    scope.run.dependencySets.narrow(recorder, state);
    scope.recorder.absorb(recorder);
  };
  try {
    const result = runInScope({ ...scope, recorder }, () => runBody({ ...scope, recorder }, state, receiver, args));
    if (isPromise(result)) return Promise.resolve(result).finally(absorb);
    absorb();
    return result;
  } catch (error) {
    absorb();
    throw error;
  }
}
