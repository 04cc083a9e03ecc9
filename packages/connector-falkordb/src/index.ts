export type { FalkordbGraph } from "./client.ts";
export { type Connection, connect, type ConnectOptions } from "./connect.ts";
export { FalkordbError } from "./falkordb-error.ts";
export { mountNodes, mountRelations } from "./graph.ts";
export {
  type FtsIndexOptions,
  GraphError,
  type KeyInput,
  NodeReference,
  NodeTarget,
  type OnExisting,
  type RelationOptions,
  RelationTarget,
  type StoreOptions,
  type TableOptions,
  type VectorIndexOptions,
  type VectorMetric,
} from "@coco/property-graph";
