export { type Absent, absent } from "./absent.ts";
export { type ContainerGuard, type ContainerOwner, guardedSink, type OwnedAction } from "./guarded-sink.ts";
export { rootHandler } from "./root-handlers.ts";
export {
  diffSchemas,
  type SchemaChange,
  type SchemaDiff,
  type StoredSchema,
  type StoredSchemaColumn,
} from "./schema-diff.ts";
export type { ListContext, Sink, SinkContext } from "./sink.ts";
export type {
  AnyTargetHandler,
  ContainerState,
  PreviousStates,
  Reconciliation,
  ListedState,
  TargetHandler,
} from "./target-handler.ts";
export {
  declareTargetState,
  declareTargetStateWithChildren,
  mountTarget,
  PendingTargetProvider,
  registerRootTargets,
  TargetProvider,
} from "./target-provider.ts";
export type { TargetPath, TargetState } from "./target-state.ts";
export { TargetError } from "./target-error.ts";
export type { DeclaredCapability, TargetDeclaration } from "./target-declaration.ts";
export { withSchemaChange } from "./with-schema-change.ts";
