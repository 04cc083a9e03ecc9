import type { StableKey } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { MemoError } from "../errors/memo-error.ts";
import { captureSite } from "../internal/call-site.ts";
import { currentScope, requireComponent } from "../internal/scope.ts";
import { stateName } from "./component-states.ts";
import type { ComponentState } from "./component-state.ts";

const IN_THE_CALLER = "Use the state in the function that calls it, and pass its value as an argument.";

/**
 * A value that the current component keeps from run to run: where it left off in a feed, what it has seen. `value` is
 * what the last run that succeeded left, `initial` in the first one; setting it, or changing it in place, stores it
 * when the component is written. A run that fails leaves it as it was. It goes with the component.
 *
 * ```ts
 * const cursor = useState("cursor", 0);
 * const { entries, next } = await readFrom(cursor.value);
 * cursor.value = next;
 * ```
 *
 * Values are stored as memoized results are: classes need a codec. A value that cannot be read any more is `initial`.
 *
 * @param key - tells the states of one component apart; each is used once in a run.
 * @throws MemoError (`STATE_IN_MEMO`) in a memoized function: a reused result would not see the state.
 * @throws ComponentError when no component is running here, and for a key that was used already in this run.
 */
export function useState<T>(key: StableKey, initial: T): ComponentState<T>;
export function useState<T>(key: StableKey): ComponentState<T | undefined>;
export function useState(key: StableKey, initial?: unknown): ComponentState<unknown> {
  const what = `useState(${stateName(key)})`;
  const called = currentScope()?.frame?.state.name;
  if (called !== undefined) throw usedInMemo(called, what);
  const { component, prefix } = requireComponent(what, IN_THE_CALLER);
  if (component.memoizedAs !== undefined) throw usedInMemo(component.memoizedAs, what);
  if (prefix.length > 0) {
    throw new ComponentError(`${what} was called inside of within(), in component ${component.displayPath}.`, {
      code: "STATE_IN_WITHIN",
      hint: "within() places mounts. A state belongs to its component: use it outside, with a key of its own.",
    });
  }
  return component.states.use(key, initial, captureSite(useState));
}

function usedInMemo(memoized: string, what: string): MemoError {
  return new MemoError(
    `${memoized} is memoized, and ${what} was called in it: a reused result would not see the state.`,
    {
      code: "STATE_IN_MEMO",
      hint: `Use the state in the function that calls ${memoized} and pass its value as an argument, or drop memo from it.`,
    },
  );
}
