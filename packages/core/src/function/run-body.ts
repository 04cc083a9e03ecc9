import { NOT_MEMOIZED, type RunReason } from "../component/run-reason.ts";
import type { Scope } from "../internal/scope.ts";
import { applyBody } from "../runner/apply-body.ts";
import { callBatched } from "./batch-call.ts";
import type { FunctionState } from "./function-state.ts";

/** Runs the body of a function, through its batch where it has one. `reason`: why there is no stored result. */
export function runBody(
  scope: Scope,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
  reason: RunReason = NOT_MEMOIZED,
): unknown {
  const { component, run } = scope;
  run.emit?.({ kind: "functionRan", functionName: state.name, component: component?.displayPath, reason });
  if (state.definition.options.batching) return callBatched(scope, state, receiver, args);
  run.stats.functionRan(state, 1);
  if (run.telemetry === undefined) return applyBody(scope, state.definition, receiver, args);
  return run.telemetry.call(state.name, component?.displayPath, reason, () =>
    applyBody(scope, state.definition, receiver, args),
  );
}
