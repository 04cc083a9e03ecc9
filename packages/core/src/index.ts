import { installThisEngine } from "./internal/engine.ts";

installThisEngine();

export * from "@coco/connectorkit";
export { App, type AppOptions, app, type DropOptions, type UpdateOptions } from "./app/app.ts";
export type { PlanEntry, PlannedRun } from "./app/plan-recorder.ts";
export type { PreviewOptions, UpdatePlan } from "./app/preview.ts";
export { registeredApps } from "./app/app-registry.ts";
export { UpdateHandle, type UpdateSnapshot, type WatchOptions } from "./app/update-handle.ts";
export type { ComponentFailure, UpdateReport } from "./app/update-report.ts";
export {
  registerCodec,
  UndecodableValueError,
  ValueChangedError,
  type ValueCodec,
  ValueNotStorableError,
} from "./codec/index.ts";
export { ComponentState } from "./component-state/component-state.ts";
export { useState } from "./component-state/use-state.ts";
export { checkCancelled } from "./component/check-cancelled.ts";
export type { ComponentHandle } from "./component/component-handle.ts";
export { type ComponentPath, formatPath } from "./component/component-path.ts";
export type { ExceptionContext, ExceptionHandler, FailureKind } from "./component/exception-handlers.ts";
export { exceptionHandler } from "./component/exception-scope.ts";
export { map } from "./component/map.ts";
export { mount, useMount } from "./component/mount.ts";
export { onSettled } from "./component/on-settled.ts";
export { mountEach } from "./component/mount-each.ts";
export { type ChangedDependency, type DependencyKind, describeReason, type RunReason } from "./component/run-reason.ts";
export { Subpath, subpath, within } from "./component/subpath.ts";
export { type Duration, timeout, TimeoutError } from "./deadline/index.ts";
export { environment, lifespan, type Runtime, start } from "./environment/default-environment.ts";
export {
  Environment,
  type EnvironmentBuilder,
  type EnvironmentOptions,
  type Lifespan,
} from "./environment/environment.ts";
export type { PastRun } from "./app/run-history.ts";
export type { LastRun } from "./component/last-run.ts";
export type { DeadLetter } from "./dead-letter/dead-letter.ts";
export type { ErrorText } from "./dead-letter/error-text.ts";
export { describeEvent } from "./event/describe-event.ts";
export type { EventListener, RunEvent } from "./event/run-event.ts";
export { AppError } from "./errors/app-error.ts";
export { CancelledError } from "./errors/cancelled-error.ts";
export { ComponentError } from "./errors/component-error.ts";
export { ContextError } from "./errors/context-error.ts";
export { MemoError } from "./errors/memo-error.ts";
export { OwnershipError } from "./errors/ownership-error.ts";
export { TargetStateError } from "./errors/target-state-error.ts";
export { UpdateFailedError } from "./errors/update-failed-error.ts";
export { volatile } from "./function/volatile.ts";
export { generateId, IdGenerator } from "./identifiers/id-generator.ts";
export { generateUuid, UuidGenerator } from "./identifiers/uuid-generator.ts";
export { DuplicateIdentityError } from "./logic/duplicate-identity-error.ts";
export type { PackageTracking } from "./logic/package-rule.ts";
export { UntrackedClosureError } from "./logic/untracked-closure-error.ts";
export {
  AppInspection,
  type ChangedLine,
  type CheckOptions,
  type ChildrenOptions,
  type ChildrenPage,
  type ComparedContainer,
  compareTargets,
  type Dependencies,
  type Explanation,
  type Finding,
  type FunctionVersion,
  type InspectedComponent,
  type InspectedRemoval,
  type InspectedTargetState,
  Inspection,
  inspect,
  type LogicChange,
  type NotedCalls,
  type NotedMissing,
  noteMissing,
  type ProducedState,
  type ProviderCounts,
  type SubtreeCounts,
  storePathOf,
  storeSize,
  vacuum,
  type VacuumReport,
  type Why,
} from "./inspect/index.ts";
export { autoRefresh } from "./live/auto-refresh.ts";
export { type LiveMapTarget, mountLiveMap } from "./live/declared-map/live-map-target.ts";
export type { LiveComponent, LiveComponentClass, LiveComponentOperator } from "./live/live-component.ts";
export type { LiveOptions } from "./live/live-options.ts";
export { boundContext } from "./internal/scope.ts";
export type { TargetLoss } from "./target-state/container-effect.ts";
export type { TargetChange } from "./target-state/sink-runner.ts";
export { SinkTimeoutError } from "./target-state/sink-timeout-error.ts";
export { StatsGroup, statsGroup } from "./progress/stats-group.ts";
export type {
  ComponentCounts,
  FunctionCounts,
  TargetCounts,
  UpdateStats,
  WorkRate,
  WorkRemaining,
} from "./progress/update-stats.ts";
export type { TelemetryOptions } from "./telemetry/telemetry-options.ts";
export type { AppSummary, StoreTable, TableSummary } from "./store/index.ts";
export { type AcquireOptions, RateLimiter, type RateLimiterOptions } from "./rate-limit/index.ts";
export {
  type Attempt,
  type BackoffOptions,
  isTransientError,
  type RetryOptions,
  retryTransient,
} from "./retry/index.ts";
export {
  RunnerError,
  SerialRunner,
  serialRunner,
  type SerialRunnerOptions,
  SetupError,
  WorkerPool,
  workerPool,
  type WorkerPoolOptions,
} from "./runner/index.ts";
export {
  StoreBusyError,
  StoreClosedError,
  StoreCorruptError,
  StoreError,
  type StoreErrorOptions,
  StoreFullError,
  StoreLockedError,
  StoreNotFoundError,
  StoreNotWritableError,
  StoreOperationError,
  StoreVersionError,
} from "./store/index.ts";
