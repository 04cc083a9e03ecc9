import { currentScope } from "../internal/scope.ts";
import { cancelled } from "./run-component.ts";

/** Throws when the run is to stop: for long loops in user code. */
export function checkCancelled(): void {
  const scope = currentScope();
  if (scope?.run.signal.aborted) throw cancelled(scope.component?.path ?? []);
}
