export type { GraphHarness, GraphSystem, SeenNode, SeenRelation } from "./graph-harness.ts";
export { testGraph } from "./test-graph.ts";
