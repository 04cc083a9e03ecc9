export { memoKey, type MemoKeyed } from "./memo-key.ts";
export { type AnyClass, classesWithMemoRules } from "./memo-registry.ts";
export { memoState, type MemoStated, type MemoStateOutcome, type MemoStateSource } from "./memo-state.ts";
export { notMemoKeyable, registerMemoKey } from "./register-memo-key.ts";
