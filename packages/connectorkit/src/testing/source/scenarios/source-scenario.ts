import type { Scenario } from "../../scenario.ts";
import type { SourceBench } from "../source-bench.ts";
import type { SourceCapability } from "../source-harness.ts";

export type SourceScenario = Scenario<SourceBench, SourceCapability>;
