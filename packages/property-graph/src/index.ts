export type { TableOptions } from "./check-mount.ts";
export type {
  GraphChanges,
  NodeDeletions,
  NodeWrites,
  RelationDeletions,
  RelationPlace,
  RelationRow,
  RelationWrites,
  Values,
} from "./graph-changes.ts";
export { GraphError } from "./graph-error.ts";
export {
  type EndLayout,
  type GraphTable,
  keyColumns,
  type NodeLayout,
  type RelationLayout,
  tableText,
} from "./graph-layout.ts";
export {
  graphReader,
  type GraphReader,
  type ReadEnd,
  type ReadRelation,
  type RelationShape,
} from "./graph-reader.ts";
export type {
  FoundEnd,
  FoundOwner,
  FoundRelation,
  GraphStore,
  GraphWork,
  IndexChange,
  TableName,
} from "./graph-store.ts";
export type { FtsIndexOptions, IndexSpec, StoreOptions, VectorIndexOptions, VectorMetric } from "./index-spec.ts";
export { type ColumnsOf, type KeyInput, NodeReference } from "./node-reference.ts";
export { NodeTarget } from "./node-target.ts";
export {
  type GraphHandlers,
  graphHandlers,
  type GraphRoots,
  propertyGraph,
  type PropertyGraph,
  type RelationOptions,
} from "./property-graph.ts";
export {
  type AnyNodeTarget,
  type EndNodes,
  type EndReference,
  type PropertiesArgument,
  RelationTarget,
} from "./relation-target.ts";
export type { DropTable, EnsureTable, OnExisting, TableChange, VerifyTable } from "./table-change.ts";
export { TableHandler, type TableTracking, type TableValue } from "./table-handler.ts";
