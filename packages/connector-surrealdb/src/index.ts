export type { SurrealClient } from "./client.ts";
export { type Connection, connect, type ConnectOptions } from "./connect.ts";
export { mountNodes, mountRelations } from "./mount.ts";
export { SurrealdbError } from "./surrealdb-error.ts";
export {
  type FtsIndexOptions,
  GraphError,
  NodeReference,
  NodeTarget,
  type RelationOptions,
  RelationTarget,
  type TableOptions,
  type VectorIndexOptions,
} from "@coco/property-graph";
