import { memoKey } from "./memo-key.ts";
import { type MemoRule, memoRules } from "./memo-registry.ts";
import { memoState } from "./memo-state.ts";

type Method = (this: unknown, previous?: unknown) => unknown;

/** @internal How one object takes part in fingerprints: by its own method or its class's rule, whichever is nearer. */
export interface FoundMemoRule {
  readonly name: string;
  /** Absent: the object may not take part. */
  readonly key?: () => unknown;
  readonly state?: ((previous: unknown) => unknown) | undefined;
  readonly reason?: string | undefined;
}

/** @internal Looks along the prototype chain; a registered rule goes before a method of the same class. */
export function findMemoRule(value: object): FoundMemoRule | undefined {
  const rules = memoRules();
  if (rules.size === 0 && !(memoKey in value)) return undefined;
  for (let owner: object | null = value; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    if (owner !== value && Object.hasOwn(owner, "constructor")) {
      const rule = rules.get(owner.constructor);
      if (rule !== undefined) return fromRule(rule, value);
    }
    if (Object.hasOwn(owner, memoKey)) return fromMethod(value);
  }
  return undefined;
}

function fromRule(rule: MemoRule, value: object): FoundMemoRule {
  if (rule.kind === "refused") return { name: rule.name, reason: rule.reason };
  const { name, key, state } = rule;
  return {
    name,
    key: () => key(value as never),
    state: state && ((previous) => state(value as never, previous as never)),
  };
}

function fromMethod(value: object): FoundMemoRule | undefined {
  const keyed = value as { readonly [memoKey]?: Method; readonly [memoState]?: Method };
  const key = keyed[memoKey];
  const state = keyed[memoState];
  if (typeof key !== "function") return undefined;
  return {
    name: typeof value === "function" ? "function" : value.constructor?.name || "Object",
    key: () => key.call(value),
    state: typeof state === "function" ? (previous) => state.call(value, previous) : undefined,
  };
}
