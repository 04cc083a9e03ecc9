import { definitionOf } from "@coco/connectorkit";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { ComponentError } from "../errors/component-error.ts";
import { requireFunction } from "../internal/require-function.ts";
import type { LiveComponent, LiveComponentClass, LiveComponentOperator } from "./live-component.ts";
import { pause } from "./pause.ts";

/**
 * Makes of a function a component that is run again in a live update, `every` so often after it was done:
 * `mount(autoRefresh(readPrices, { every: { minutes: 5 } }), table)`. For a source that tells nothing of its changes. In a
 * catch-up run it runs once.
 */
export function autoRefresh<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  options: { readonly every: Duration },
): LiveComponentClass<A> {
  requireFunction(f, "autoRefresh", "autoRefresh(f, { every: { minutes: 5 } })");
  const every = millisecondsOf(options?.every, "autoRefresh(f, { every })");
  if ((definitionOf(f)?.options.memo ?? false) !== false) {
    throw new ComponentError(
      `autoRefresh was given ${f.name || "a function"}, which is memoized: it would find nothing new.`,
      {
        code: "REFRESH_MEMOIZED",
        hint: "Drop memo from it, and memoize what it calls for each item.",
      },
    );
  }
  class Refreshed implements LiveComponent {
    readonly #args: A;

    constructor(...args: A) {
      this.#args = args;
    }

    process(): unknown {
      return f(...this.#args);
    }

    async processLive(operator: LiveComponentOperator): Promise<void> {
      await operator.updateFull();
      await operator.markReady();
      for (;;) {
        await pause(every, operator.signal);
        if (operator.signal.aborted) return;
        await operator.updateFull();
      }
    }
  }
  Object.defineProperty(Refreshed, "name", { value: f.name });
  return Refreshed;
}
