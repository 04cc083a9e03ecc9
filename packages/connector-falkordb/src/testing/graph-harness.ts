import * as engine from "@coco/core";
import type { GraphHarness } from "@coco/property-graph/testing";
import { ask, type FalkordbGraph } from "../client.ts";
import { NOTE, PLACEHOLDER, quoted } from "../cypher.ts";
import { mountNodes, mountRelations } from "../graph.ts";
import { testConnection } from "./test-server.ts";

const DB: engine.ContextKey<FalkordbGraph> = engine.contextKey<FalkordbGraph>("graph_db");

/** The graph as the contract of graphs looks at it. */
export const graph: GraphHarness<FalkordbGraph> = {
  name: "FalkorDB",
  roots: ["coco.falkordb.nodes", "coco.falkordb.relations"],
  graph: { mountNodes, mountRelations },
  database: DB,
  takesName: (name) => !name.includes("`"),
  async start() {
    const connection = await testConnection();
    return {
      provide: (environment) => environment.provide(DB, connection),
      nodes: async (label) =>
        ask(connection, `MATCH (n:${quoted(label)}) WHERE NOT n:${PLACEHOLDER} RETURN n.id AS id, n.text AS text`),
      relations: async (type) =>
        ask(connection, `MATCH (a)-[r:${quoted(type)}]->(b) RETURN a.id AS from, b.id AS to, r.role AS role`),
      async count() {
        const nodes = `MATCH (n) WHERE NOT n:${NOTE} RETURN count(n) AS count`;
        const counts = [nodes, "MATCH ()-[r]->() RETURN count(r) AS count"].map((text) =>
          ask<{ readonly count: number }>(connection, text),
        );
        return (await Promise.all(counts)).flat().reduce((sum, { count }) => sum + count, 0);
      },
      stop: () => connection.close(),
    };
  },
};
