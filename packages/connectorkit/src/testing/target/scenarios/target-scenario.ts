import type { Scenario } from "../../scenario.ts";
import type { TargetBench } from "../target-bench.ts";
import type { TargetCapability } from "../target-harness.ts";

export type TargetScenario = Scenario<TargetBench, TargetCapability>;
