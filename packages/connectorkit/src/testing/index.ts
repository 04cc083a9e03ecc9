export { AWKWARD_KEYS, AWKWARD_NAMES } from "./awkward-texts.ts";
export type {
  ContractApp,
  ContractEngine,
  ContractEnvironment,
  ContractPlan,
  ContractReport,
} from "./contract-engine.ts";
export type { Capabilities, KnownGaps } from "./scenario.ts";
export { testSource } from "./source/source-contract.ts";
export type { SourceCapability, SourceHarness, SourceSystem } from "./source/source-harness.ts";
export {
  type CallFault,
  type Level,
  ObservedRoots,
  type SeenAction,
  type SeenCall,
  SeemingCrash,
} from "./target/observed-roots.ts";
export { type ContractTools, testTarget } from "./target/target-contract.ts";
export type {
  ContainerOptions,
  ContractContainer,
  ContractRow,
  Fault,
  StoredRecord,
  TargetCapability,
  TargetHarness,
  TargetSystem,
} from "./target/target-harness.ts";
export type { TestRunner } from "./test-runner.ts";
