import { checkDeadline } from "../deadline/current-deadline.ts";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { requireFunction } from "../internal/require-function.ts";
import { currentScope } from "../internal/scope.ts";
import { poolThread } from "../runner/pool-thread.ts";
import { ownedBy } from "./mount-call.ts";

/**
 * Calls `f` for every item, all at once, inside the current component; gives the results in the order of the items.
 * All calls are waited for, also past a deadline; if some fail, the first failure in the order of the items is thrown.
 */
export function map<T, A extends readonly unknown[], R>(
  items: Iterable<T> | AsyncIterable<T>,
  f: (item: T, ...args: A) => R | Promise<R>,
  ...args: A
): Promise<Awaited<R>[]> {
  return ownedBy(currentScope()?.component, callForAll(items, f, args));
}

async function callForAll<T, A extends readonly unknown[], R>(
  items: Iterable<T> | AsyncIterable<T>,
  f: (item: T, ...args: A) => R | Promise<R>,
  args: A,
): Promise<Awaited<R>[]> {
  if (currentScope() === undefined && poolThread === undefined) {
    throw new ComponentError("map() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app.",
    });
  }
  requireFunction(f, "map", "map(items, async (item) => { … })");
  if (typeof items !== "string" && !isIterable(items)) {
    throw new ComponentError(`map needs items to go through, not ${describeGiven(items)}.`, {
      code: "NOT_ITEMS",
      hint: "Give it an array or anything else that for…of or for await…of takes.",
    });
  }
  const calls: Promise<Awaited<R>>[] = [];
  const callOne = async (item: T): Promise<Awaited<R>> => {
    checkDeadline();
    const result = await f(item, ...args);
    checkDeadline();
    return result;
  };
  const call = (item: T): void => void calls.push(callOne(item));
  try {
    if (typeof items !== "string" && Symbol.asyncIterator in items) for await (const item of items) call(item);
    else for (const item of items) call(item);
  } catch (error) {
    await Promise.allSettled(calls);
    throw error;
  }
  try {
    return await Promise.all(calls);
  } catch {
    const settled = await Promise.allSettled(calls);
    throw settled.find((outcome) => outcome.status === "rejected")?.reason;
  }
}

function isIterable(items: unknown): boolean {
  return typeof items === "object" && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items);
}
