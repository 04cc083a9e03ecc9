import { attachmentScenarios } from "./attachments.ts";
import { containerScenarios } from "./containers.ts";
import { crashScenarios } from "./crashes.ts";
import { failureScenarios } from "./failures.ts";
import { generationScenarios } from "./generations.ts";
import { manyRowsScenarios } from "./many-rows.ts";
import { nameScenarios } from "./names.ts";
import { ownershipScenarios } from "./ownership.ts";
import { rowScenarios } from "./rows.ts";
import { schemaScenarios } from "./schema.ts";
import { storedRecordScenarios } from "./stored-records.ts";
import type { TargetScenario } from "./target-scenario.ts";
import { valueScenarios } from "./values.ts";

/** All that a target is asked, in the order in which it is built up. */
export const targetScenarios: readonly TargetScenario[] = [
  ...rowScenarios,
  ...containerScenarios,
  ...ownershipScenarios,
  ...schemaScenarios,
  ...generationScenarios,
  ...attachmentScenarios,
  ...valueScenarios,
  ...nameScenarios,
  ...crashScenarios,
  ...failureScenarios,
  ...storedRecordScenarios,
  ...manyRowsScenarios,
];
