import type { Scope } from "../internal/scope.ts";
import { applyBody } from "../runner/apply-body.ts";
import { callBatched } from "./batch-call.ts";
import type { FunctionState } from "./function-state.ts";

/** Runs the body of a function, through its batch where it has one. */
export function runBody(scope: Scope, state: FunctionState, receiver: unknown, args: readonly unknown[]): unknown {
  if (state.definition.options.batching) return callBatched(scope, state, receiver, args);
  scope.run.stats.functionRan(state, 1);
  return applyBody(scope, state.definition, receiver, args);
}
