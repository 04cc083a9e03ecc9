import { currentScope } from "../internal/scope.ts";
import { noteVolatile } from "../runner/running-call.ts";

/** Called inside a memoized function: the result of this call is not kept, nor those of its callers. */
export function volatile(): void {
  const scope = currentScope();
  if (scope === undefined) noteVolatile();
  else scope.recorder.volatile = true;
}
