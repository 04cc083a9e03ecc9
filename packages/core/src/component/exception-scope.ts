import { currentScope, runInScope } from "../internal/scope.ts";
import { ComponentError } from "../errors/component-error.ts";
import { requireFunction } from "../internal/require-function.ts";
import type { ExceptionHandler } from "./exception-handlers.ts";

/** Runs `f` so that failures of what it mounts in the background go to `handler` first. */
export function exceptionHandler<R>(handler: ExceptionHandler, f: () => R): R {
  requireFunction(handler, "exceptionHandler", "exceptionHandler((error, context) => { … }, async () => { … })");
  requireFunction(f, "exceptionHandler", "exceptionHandler(handler, async () => { … })");
  const scope = currentScope();
  if (scope === undefined) {
    throw new ComponentError("exceptionHandler() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "For all apps of an environment use env.onException(handler) in a lifespan.",
    });
  }
  return runInScope({ ...scope, handlers: { handler, outer: scope.handlers } }, f);
}
