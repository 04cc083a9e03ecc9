export {
  connect,
  type Connection,
  type ConnectOptions,
  type NamespaceLike,
  type TurbopufferLike,
} from "./connection.ts";
export type { FoundDocument } from "./decode-row.ts";
export type { FtsIndexOptions } from "./fts-index.ts";
export { mountNamespace } from "./mount-namespace.ts";
export type { OnExisting } from "./namespace-action.ts";
export type { NamespaceOptions, VectorDistance } from "./namespace-options.ts";
export { NamespaceTarget } from "./namespace-target.ts";
export { type Answer, type FoundRow, toRows } from "./to-rows.ts";
export { TurbopufferError } from "./turbopuffer-error.ts";
