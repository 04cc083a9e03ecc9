import type { ContextKey } from "@coco/connectorkit";
import type { ContractEnvironment } from "@coco/connectorkit/testing";
import type { PropertyGraph } from "../property-graph.ts";

/** A node of the suite: every label has the key `id` and the property `text`. */
export interface SeenNode {
  readonly id: string;
  readonly text: string | null;
}

/** A relation of the suite, by the keys of its ends. `role` is its own key where it has one, and a property where it has not. */
export interface SeenRelation {
  readonly from: string;
  readonly to: string;
  readonly role: string | null;
}

/** A running system, and how to look at it past the connector. */
export interface GraphSystem {
  /** Provides what the connector needs; called at the beginning of each run. */
  provide(environment: ContractEnvironment): unknown;
  /** All nodes of a label that count as declared. */
  nodes(label: string): Promise<readonly SeenNode[]>;
  /** All relations of a type, whatever is at their ends. */
  relations(type: string): Promise<readonly SeenRelation[]>;
  /** How many nodes and relations the graph holds in all, whatever they are for. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

/** A connector of a property graph, as the suite sees it. */
export interface GraphHarness<Connection> {
  /** For titles: "Neo4j". */
  readonly name: string;
  /** The names with which the connector calls `registerRootTargets`. */
  readonly roots: readonly string[];
  readonly graph: PropertyGraph<Connection>;
  /** The key under which `provide` gives the connection. */
  readonly database: ContextKey<Connection>;
  /** Which of the suite's unusual names a label and a type can have; the others must be refused. Default: all. */
  takesName?(name: string): boolean;
  /** Starts a system with an empty graph. */
  start(): Promise<GraphSystem>;
}
