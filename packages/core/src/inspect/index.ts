export {
  AppInspection,
  type ChildrenOptions,
  type ChildrenPage,
  type InspectedRemoval,
  type ProviderCounts,
  type SubtreeCounts,
} from "./app-inspection.ts";
export { type ComparedContainer, compareTargets } from "./compare-targets.ts";
export type { Explanation } from "./explain.ts";
export type { CheckOptions, Finding } from "./finding.ts";
export type { Dependencies, FunctionVersion } from "./function-version.ts";
export type { ChangedLine } from "./line-difference.ts";
export type { LogicChange } from "./logic-difference.ts";
export { type NotedMissing, noteMissing } from "./note-missing.ts";
export type { NotedCalls } from "./noted-calls.ts";
export type { ProducedState } from "./produced.ts";
export { storeSize, vacuum, type VacuumReport } from "./vacuum.ts";
export type { Why } from "./why.ts";
export { inspect, storePathOf } from "./inspect.ts";
export type { InspectedComponent, InspectedTargetState } from "./inspected-component.ts";
export { Inspection } from "./inspection.ts";
