import { memoKey } from "./memo-key.ts";
import { memoRules } from "./memo-registry.ts";
import { memoState } from "./memo-state.ts";

/** @internal How one object takes part in fingerprints: by its own method or its class's rule, whichever is nearer. */
export interface FoundMemoRule {
  readonly name: string;
  /** Of a rule that was registered for the class; absent for the object's own method. */
  readonly kind?: "keyed" | "refused";
  /** Absent: the object may not take part. */
  readonly key?: (value: object) => unknown;
  readonly state?: ((value: object, previous: unknown) => unknown) | undefined;
  readonly reason?: string | undefined;
}

/** @internal Looks along the prototype chain; a registered rule goes before a method of the same class. */
export function findMemoRule(value: object): FoundMemoRule | undefined {
  const rules = memoRules();
  if (rules.size === 0 && !(memoKey in value)) return undefined;
  for (let owner: object | null = value; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    if (owner !== value && Object.hasOwn(owner, "constructor")) {
      const rule = rules.get(owner.constructor);
      if (rule !== undefined) return rule as FoundMemoRule;
    }
    if (Object.hasOwn(owner, memoKey)) return fromMethod(value);
  }
  return undefined;
}

type Method = (this: unknown, previous?: unknown) => unknown;
interface Keyed {
  readonly [memoKey]?: Method;
  readonly [memoState]?: Method;
}

function fromMethod(value: object): FoundMemoRule | undefined {
  const { [memoKey]: key, [memoState]: state } = value as Keyed;
  if (typeof key !== "function") return undefined;
  return {
    name: typeof value === "function" ? "function" : value.constructor?.name || "Object",
    key: keyByMethod,
    state: typeof state === "function" ? stateByMethod : undefined,
  };
}

function keyByMethod(value: Keyed): unknown {
  return value[memoKey]?.();
}

function stateByMethod(value: Keyed, previous: unknown): unknown {
  return value[memoState]?.(previous);
}
