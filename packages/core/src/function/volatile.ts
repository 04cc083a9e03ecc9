import { currentScope } from "../internal/scope.ts";

/** Called inside a memoized function: the result of this call is not kept, nor those of its callers. */
export function volatile(): void {
  const scope = currentScope();
  if (scope !== undefined) scope.recorder.volatile = true;
}
