export type { FalkordbGraph } from "./client.ts";
export { type Connection, connect, type ConnectOptions } from "./connect.ts";
export { FalkordbError } from "./falkordb-error.ts";
export { mountNodes, mountRelations, readNodes, readRelations } from "./graph.ts";
export {
  type FtsIndexOptions,
  GraphError,
  type KeyInput,
  NodeReference,
  NodeTarget,
  type OnExisting,
  type ReadRelation,
  type RelationOptions,
  type RelationShape,
  RelationTarget,
  type StoreOptions,
  type TableOptions,
  type VectorIndexOptions,
  type VectorMetric,
} from "@coco/property-graph";
