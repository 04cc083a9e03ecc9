import { registerRootTargets, type TargetProvider } from "@coco/connectorkit";
import {
  type GraphHandlers,
  graphHandlers,
  graphReader,
  type GraphReader,
  propertyGraph,
  type PropertyGraph,
  type TableValue,
} from "@coco/property-graph";
import type { FalkordbGraph } from "./client.ts";
import { store } from "./store.ts";

/** @internal For the tests of stored records. */
export const handlers: GraphHandlers<FalkordbGraph> = graphHandlers(store);

// The names stand in every stored path: never change them.
const nodes: TargetProvider<TableValue> = registerRootTargets("coco.falkordb.nodes", handlers.nodes);
const relations: TargetProvider<TableValue> = registerRootTargets("coco.falkordb.relations", handlers.relations);

const graph: PropertyGraph<FalkordbGraph> = propertyGraph(store, { nodes, relations });

/**
 * Makes the nodes of a label part of what the app looks after, in the graph that `db` stands for, and resolves when the graph is ready for them.
 * The name of the context key and the label are their identity across runs.
 *
 * @throws FalkordbError or GraphError for names, columns and options that it does not take, or nodes that are not this app's.
 */
export const mountNodes: PropertyGraph<FalkordbGraph>["mountNodes"] = graph.mountNodes;

/**
 * Makes the relations of a type part of what the app looks after. The name of the context key and the type are their identity across runs.
 *
 * @throws FalkordbError or GraphError for names, columns and options that it does not take, or relations that are not this app's.
 */
export const mountRelations: PropertyGraph<FalkordbGraph>["mountRelations"] = graph.mountRelations;

const reader: GraphReader<FalkordbGraph> = graphReader(store);

/** All declared nodes of a label, in no order; none when there is no such label. For anything more, ask in Cypher. */
export const readNodes: GraphReader<FalkordbGraph>["readNodes"] = reader.readNodes;

/** All relations of a type between the given labels, in no order. */
export const readRelations: GraphReader<FalkordbGraph>["readRelations"] = reader.readRelations;
