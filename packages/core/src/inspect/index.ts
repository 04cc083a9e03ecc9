export {
  AppInspection,
  type ChildrenOptions,
  type ChildrenPage,
  type InspectedRemoval,
  type ProviderCounts,
  type SubtreeCounts,
} from "./app-inspection.ts";
export type { CheckOptions, Finding } from "./finding.ts";
export { inspect, storePathOf } from "./inspect.ts";
export type { InspectedComponent, InspectedTargetState } from "./inspected-component.ts";
export { Inspection } from "./inspection.ts";
