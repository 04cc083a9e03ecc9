import type { ContractTools } from "@coco/connectorkit/testing";
import { GraphBench } from "./graph-bench.ts";
import type { GraphHarness, GraphSystem } from "./graph-harness.ts";
import { graphScenarios } from "./graph-scenarios.ts";

/**
 * Registers a test for everything that a property graph has to keep besides the contract of targets, on a real system that the harness starts. Call
 * it in a test file of the connector, beside `testTarget` for its nodes and its relations.
 */
export function testGraph<Connection>(harness: GraphHarness<Connection>, { engine, runner }: ContractTools): void {
  let system: GraphSystem | undefined;
  let count = 0;
  runner.describe(`${harness.name} keeps the contract of graphs`, () => {
    runner.beforeAll(async () => {
      system = await harness.start();
    });
    runner.afterAll(async () => {
      await system?.stop();
    });
    for (const { name, run, timeout } of graphScenarios) {
      runner.it(name, { timeout: timeout ?? 60_000 }, async () => {
        if (system === undefined) throw new Error("the system did not start");
        const bench = new GraphBench(engine, harness, system, `g${count++}_`);
        try {
          await run(bench as unknown as GraphBench<unknown>);
        } finally {
          bench.close();
        }
      });
    }
  });
}
