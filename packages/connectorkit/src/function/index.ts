export { announcedFunctions, announcementCount } from "./announced-functions.ts";
export { type Fn, fn } from "./fn.ts";
export { bindingOf, type FunctionBinding } from "./function-binding.ts";
export {
  type AnyFunction,
  type BatchOptions,
  definitionOf,
  type FunctionDefinition,
  type FunctionOptions,
  type MemoKeyByPosition,
  type WrapSite,
} from "./function-definition.ts";
export { FunctionOptionsError } from "./function-options-error.ts";
export { RetryWithSmallerBatch } from "./retry-with-smaller-batch.ts";
export type { RanFunction, Runner, RunnerCall, RunnerReport } from "./runner.ts";
