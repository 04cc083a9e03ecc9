import type { ContractEngine } from "../contract-engine.ts";
import { registerScenarios } from "../register-scenarios.ts";
import type { TestRunner } from "../test-runner.ts";
import { declarationScenario } from "./scenarios/declaration.ts";
import { targetScenarios } from "./scenarios/target-scenarios.ts";
import { TargetBench } from "./target-bench.ts";
import type { TargetHarness, TargetSystem } from "./target-harness.ts";

/** What a contract suite runs with. */
export interface ContractTools {
  /** `import * as engine from "@coco/core"`. */
  readonly engine: ContractEngine;
  /** `import { afterAll, beforeAll, describe, it } from "vitest"`. */
  readonly runner: TestRunner;
}

/**
 * Registers a test for everything that a target of coco has to keep, on a real system that the harness starts. Call it in a
 * test file of the connector.
 */
export function testTarget(harness: TargetHarness, { engine, runner }: ContractTools): void {
  let system: TargetSystem | undefined;
  let count = 0;
  runner.beforeAll(async () => {
    system = await harness.start();
  });
  runner.afterAll(async () => {
    await system?.stop();
  });
  registerScenarios(runner, {
    title: `${harness.name} keep the contract of targets`,
    scenarios: harness.declares === undefined ? targetScenarios : [...targetScenarios, declarationScenario],
    capabilities: harness.capabilities,
    knownGaps: harness.knownGaps ?? {},
    async open() {
      if (system === undefined) throw new Error("the system did not start");
      const bench = new TargetBench(engine, harness, system, `c${count++}`);
      return { bench, close: async () => bench.close() };
    },
  });
}
