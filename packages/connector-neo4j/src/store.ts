import type { GraphStore } from "@coco/property-graph";
import { awaitIndexes, changeIndexes } from "./change-indexes.ts";
import { changeTable } from "./change-table.ts";
import { checkIndex, checkTable } from "./check-table.ts";
import { neo4jError } from "./classify-error.ts";
import type { Neo4jConnection } from "./connection.ts";
import { findOwners } from "./find-owners.ts";
import { readNodes, readRelations } from "./read-graph.ts";
import { writeChanges } from "./write-changes.ts";

/** Neo4j as a property graph. */
export const store: GraphStore<Neo4jConnection> = {
  name: "neo4j",
  checkTable,
  checkIndex,
  changeTable,
  findOwners,
  write: writeChanges,
  changeIndexes,
  settle: awaitIndexes,
  readNodes,
  readRelations,
  errorOf: neo4jError,
};
