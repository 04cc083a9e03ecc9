import { currentScope } from "../internal/scope.ts";
import { ComponentError } from "../errors/component-error.ts";

/**
 * Calls `f` for every item, all at once, inside the current component; gives the results in the order of the items.
 * All calls are waited for; if some fail, the first failure in the order of the items is thrown.
 */
export async function map<T, A extends readonly unknown[], R>(
  items: Iterable<T> | AsyncIterable<T>,
  f: (item: T, ...args: A) => R | Promise<R>,
  ...args: A
): Promise<Awaited<R>[]> {
  if (currentScope() === undefined) {
    throw new ComponentError("map() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app.",
    });
  }
  const calls: Promise<Awaited<R>>[] = [];
  const callOne = async (item: T): Promise<Awaited<R>> => await f(item, ...args);
  const call = (item: T): void => void calls.push(callOne(item));
  try {
    if (Symbol.asyncIterator in items) for await (const item of items) call(item);
    else for (const item of items) call(item);
  } finally {
    await Promise.allSettled(calls);
  }
  const settled = await Promise.allSettled(calls);
  const failed = settled.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return settled.map((outcome) => (outcome as PromiseFulfilledResult<Awaited<R>>).value);
}
