import { registerRootTargets } from "@coco/connectorkit";
import { graphHandlers, graphReader, type GraphReader, propertyGraph, type PropertyGraph } from "@coco/property-graph";
import type { SurrealClient } from "./client.ts";
import { surrealdbStore } from "./surrealdb-store.ts";

const handlers = graphHandlers(surrealdbStore);
const graph: PropertyGraph<SurrealClient> = propertyGraph(surrealdbStore, {
  nodes: registerRootTargets("coco.surrealdb.nodes", handlers.nodes),
  relations: registerRootTargets("coco.surrealdb.relations", handlers.relations),
});

/**
 * Makes a table of records part of what the app looks after, and resolves when the database is ready for them. The name of the context key and of the
 * table are its identity across runs.
 *
 * @throws SurrealdbError or GraphError for names, columns and options that it does not take, or a table that is not this app's.
 */
export const mountNodes: PropertyGraph<SurrealClient>["mountNodes"] = graph.mountNodes.bind(graph);

/**
 * Makes a table of relations part of what the app looks after. The name of the context key and of the table are its identity across runs.
 *
 * @throws as `mountNodes` does.
 */
export const mountRelations: PropertyGraph<SurrealClient>["mountRelations"] = graph.mountRelations.bind(graph);

const reader: GraphReader<SurrealClient> = graphReader(surrealdbStore);

/** All records of a table that are nodes, in no order; none when there is no such table. For anything more, ask in SurrealQL. */
export const readNodes: GraphReader<SurrealClient>["readNodes"] = reader.readNodes.bind(reader);

/** All relations of a type between the given tables, in no order. */
export const readRelations: GraphReader<SurrealClient>["readRelations"] = reader.readRelations.bind(reader);
