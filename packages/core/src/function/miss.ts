import type { RunReason } from "../component/run-reason.ts";
import type { Scope } from "../internal/scope.ts";
import type { FunctionState } from "./function-state.ts";

/**
 * Takes note that a memoized call has no stored result that stands, before its function runs: its component changes
 * something because of it, and a preview that runs nothing stops here.
 */
export function noteMiss({ component, run }: Scope, { name }: FunctionState, reason: RunReason): void {
  const stops = run.plan?.stopsAtMisses === true;
  if (stops) {
    const stopped = run.plan.stopAt({ component: component?.displayPath, functionName: name, reason });
    if (component !== undefined) component.stoppedAtMiss ??= stopped;
    throw stopped;
  }
  if (component !== undefined && reason.kind !== "new" && reason.kind !== "fullReprocess")
    component.callReason ??= reason;
}
