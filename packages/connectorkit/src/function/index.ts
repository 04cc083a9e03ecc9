export { type Fn, fn } from "./fn.ts";
export {
  type AnyFunction,
  type BatchOptions,
  definitionOf,
  type FunctionDefinition,
  type FunctionOptions,
  type MemoKeyByPosition,
  type WrapSite,
} from "./function-definition.ts";
