import { requireFunction } from "../internal/require-function.ts";
import { requireComponent } from "../internal/scope.ts";
import type { Component } from "./component.ts";

/**
 * Calls `f` once the run has settled: when everything is written, and what is gone is deleted. To acknowledge what was
 * read from a queue, say, or to tell somebody. The calls come one after another, in the order in which they were asked for.
 *
 * `f` is not called where the component fails, nor in a run that is stopped, and not in a preview; a component that is
 * skipped because nothing changed asks for nothing. What `f` throws is a failure of the component, of kind `"settled"`.
 */
export function onSettled(f: () => unknown): void {
  requireFunction(f, "onSettled", "onSettled(async () => { … })");
  const { component, run } = requireComponent("onSettled");
  run.settledCalls.push({ component, f });
}

/** Something to do at the end of a run. */
export interface SettledCall {
  readonly component: Component;
  readonly f: () => unknown;
}

/** Calls what components that succeeded asked for. */
export async function callSettled(calls: readonly SettledCall[]): Promise<void> {
  for (const { component, f } of calls) {
    const { run } = component;
    if (run.plan !== undefined || !component.succeeded || run.presence.of(component.key) === "failed") continue;
    try {
      await f();
    } catch (error) {
      await run.failures.report({
        error,
        path: component.path,
        functionName: component.functionName,
        kind: "settled",
        handlers: component.handlers,
      });
    }
  }
}
