/** A class, also an abstract one or one with a private constructor. */
export type AnyClass<T = object> = abstract new (...args: never) => T;

/** @internal What is registered for one class. */
export type MemoRule =
  | {
      readonly kind: "keyed";
      readonly name: string;
      readonly key: (value: never) => unknown;
      readonly state: ((value: never, previous: never) => unknown) | undefined;
    }
  | { readonly kind: "refused"; readonly name: string; readonly reason: string | undefined };

const slot = Symbol.for("coco.memo.registry");
const holder = globalThis as { [key: symbol]: unknown };

/** @internal The rules by constructor; one map for all copies of this package in the process. */
export function memoRules(): Map<unknown, MemoRule> {
  const present = holder[slot];
  if (present instanceof Map) return present as Map<unknown, MemoRule>;
  const created = new Map<unknown, MemoRule>();
  holder[slot] = created;
  return created;
}

/** The names of the classes with a rule, sorted: of `registerMemoKey` and `notMemoKeyable`. */
export function classesWithMemoRules(): readonly string[] {
  return [...memoRules().values()].map(({ name }) => name).sort();
}
