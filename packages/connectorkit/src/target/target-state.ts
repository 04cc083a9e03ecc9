import type { StableKey } from "../key/stable-key.ts";
import type { TargetProvider } from "./target-provider.ts";

/** One thing that should exist in a target: made by a provider, declared by a component. */
export interface TargetState<Value = unknown> {
  readonly provider: TargetProvider<Value>;
  readonly key: StableKey;
  readonly value: Value;
}

/** The root's registered name, then the keys from the outermost container inwards. */
export type TargetPath = readonly [root: string, ...keys: StableKey[]];
