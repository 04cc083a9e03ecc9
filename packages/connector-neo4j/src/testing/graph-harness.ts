import * as engine from "@coco/core";
import type { GraphHarness } from "@coco/property-graph/testing";
import type { Neo4jConnection } from "../connection.ts";
import { PLACEHOLDER, quoted } from "../cypher.ts";
import { mountNodes, mountRelations } from "../graph.ts";
import { ask, emptyGraph } from "./ask.ts";
import { testConnection } from "./test-server.ts";

const DB: engine.ContextKey<Neo4jConnection> = engine.contextKey<Neo4jConnection>("graph_db");

/** The graph as the contract of graphs looks at it. */
export const graph: GraphHarness<Neo4jConnection> = {
  name: "Neo4j",
  roots: ["coco.neo4j.nodes", "coco.neo4j.relations"],
  graph: { mountNodes, mountRelations },
  database: DB,
  async start() {
    const connection = await testConnection();
    await emptyGraph(connection);
    return {
      provide: (environment) => environment.provide(DB, connection),
      async nodes(label) {
        const found = await ask(
          connection,
          `MATCH (n:${quoted(label)}) WHERE NOT n:${PLACEHOLDER} RETURN n.id AS id, n.text AS text`,
        );
        return found.map((record) => ({ id: record.get("id") as string, text: record.get("text") as string | null }));
      },
      async relations(type) {
        const found = await ask(
          connection,
          `MATCH (a)-[r:${quoted(type)}]->(b) RETURN a.id AS from, b.id AS to, r.role AS role`,
        );
        return found.map((record) => ({
          from: record.get("from") as string,
          to: record.get("to") as string,
          role: record.get("role") as string | null,
        }));
      },
      async count() {
        const [nodes, relations] = [
          await ask(connection, "MATCH (n) RETURN count(n) AS count"),
          await ask(connection, "MATCH ()-[r]->() RETURN count(r) AS count"),
        ];
        return Number(nodes[0]?.get("count")) + Number(relations[0]?.get("count"));
      },
      stop: () => connection.close(),
    };
  },
};
