import { registerScenarios } from "../register-scenarios.ts";
import type { ContractTools } from "../target/target-contract.ts";
import { changeScenarios } from "./scenarios/changes.ts";
import { liveScenarios } from "./scenarios/live.ts";
import { scanScenarios } from "./scenarios/scans.ts";
import { SourceBench } from "./source-bench.ts";
import type { SourceHarness } from "./source-harness.ts";

/**
 * Registers a test for everything that a source of coco has to keep, on real systems that the harness starts. Call it in a
 * test file of the connector.
 */
export function testSource(harness: SourceHarness, { engine, runner }: ContractTools): void {
  registerScenarios(runner, {
    title: `${harness.name} keep the contract of sources`,
    scenarios: [...scanScenarios, ...changeScenarios, ...liveScenarios],
    capabilities: harness.capabilities,
    knownGaps: harness.knownGaps ?? {},
    async open() {
      const bench = new SourceBench(engine, harness, await harness.start());
      return { bench, close: () => bench.close() };
    },
  });
}
