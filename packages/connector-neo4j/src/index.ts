export { connect, type Connection, type ConnectOptions } from "./connect.ts";
export type {
  Neo4jConnection,
  Neo4jDriver,
  Neo4jRecord,
  Neo4jResult,
  Neo4jRunner,
  Neo4jSession,
} from "./connection.ts";
export { mountNodes, mountRelations, readNodes, readRelations } from "./graph.ts";
export { Neo4jError } from "./neo4j-error.ts";
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
