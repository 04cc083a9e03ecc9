import { CocoError } from "../errors/coco-error.ts";
import { type AnyClass, memoRules } from "./memo-registry.ts";
import type { MemoStateOutcome } from "./memo-state.ts";

/**
 * Says what identifies the instances of a class that has no memo key method: usually one of somebody else's.
 *
 * The rule also holds for subclasses, unless one has a rule or a method of its own: the most specific wins. Registering
 * a class again replaces its rule.
 *
 * @param keyFunction - gives a value that can be fingerprinted in the instance's place; synchronous.
 * @param stateFunction - where instances change while their key stays the same; see `memoState`.
 * @throws CocoError (`MEMO_KEY_CLASS`) for `Object`, `Array` and `Function`, and for what is no class.
 */
export function registerMemoKey<T extends object, S = unknown>(
  type: AnyClass<T>,
  keyFunction: (value: T) => unknown,
  stateFunction?: (value: T, previous: S | undefined) => MemoStateOutcome<S> | Promise<MemoStateOutcome<S>>,
): void {
  checkClass("registerMemoKey", type);
  memoRules().set(type, { kind: "keyed", name: type.name, key: keyFunction, state: stateFunction });
}

/**
 * Forbids the instances of a class, and of its subclasses, as arguments of memoized functions: for objects that carry
 * changing state, such as a generator of identifiers.
 *
 * @param reason - said in the error, after the class's name: `"hands out numbers in order"`.
 * @throws CocoError (`MEMO_KEY_CLASS`) for `Object`, `Array` and `Function`, and for what is no class.
 */
export function notMemoKeyable(type: AnyClass, reason?: string): void {
  checkClass("notMemoKeyable", type);
  memoRules().set(type, { kind: "refused", name: type.name, reason });
}

function checkClass(caller: string, type: unknown): void {
  if (typeof type === "function" && type !== Object && type !== Array && type !== Function && "prototype" in type)
    return;
  const given = typeof type === "function" ? `the function ${type.name}` : String(type);
  throw new CocoError(`${caller} needs a class, not ${given}`, {
    code: "MEMO_KEY_CLASS",
    hint: "Plain objects and arrays are identified by what they hold, functions by being wrapped with fn: register a class of your own.",
  });
}
