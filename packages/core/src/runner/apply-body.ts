import { type FunctionDefinition, requireEngine, type RunnerReport } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import type { Component } from "../component/component.ts";
import { NOT_MEMOIZED } from "../component/run-reason.ts";
import type { FunctionState } from "../function/function-state.ts";
import type { Recorder } from "../function/recorder.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { RunnerError } from "./runner-error.ts";

/** Where a body runs for a run of an app: who notes what it depends on. */
export interface BodyPlace {
  readonly run: Run;
  readonly recorder: Recorder;
  readonly component: Component | undefined;
}

/**
 * Runs the body of a wrapped function: here, or where its `runner` says; then the result is a promise.
 *
 * @param place - `undefined` where no run is going on.
 */
export function applyBody(
  place: BodyPlace | undefined,
  definition: FunctionDefinition,
  receiver: unknown,
  args: readonly unknown[],
): unknown {
  const { runner } = definition.options;
  const runHere = (): unknown => definition.body.apply(receiver, args as unknown[]);
  if (runner === undefined) return runHere();
  const state = place?.run.functions.stateOf(definition);
  const identity = state?.identity ?? requireEngine("A runner").functionIdentity(definition);
  return runner.run({
    definition,
    identity,
    name: state?.name ?? identity.slice(identity.lastIndexOf("#") + 1),
    logic: state?.logic,
    receiver,
    args,
    runHere,
    report: (report) => {
      if (place !== undefined) takeReport(place, report);
    },
  });
}

function takeReport({ component, run, recorder }: BodyPlace, report: RunnerReport): void {
  if (report.volatile) recorder.volatile = true;
  for (const [name, by] of report.counts) run.stats.count(name, by);
  for (const { identity, logic, times, counts } of report.functions) {
    const state = run.functions.byIdentity(identity);
    if (state === undefined) {
      // Loaded by the worker alone: nothing here can tell whether its code changes, so the result is not kept.
      if (counts) recorder.volatile = true;
      continue;
    }
    if (times > 0) run.stats.functionRan(state, times);
    for (let time = 0; time < times; time++) {
      run.emit?.({
        kind: "functionRan",
        functionName: state.name,
        component: component?.displayPath,
        reason: NOT_MEMOIZED,
      });
    }
    if (counts) depend(recorder, state, logic);
  }
}

function depend(recorder: Recorder, state: FunctionState, logic: Uint8Array | undefined): void {
  recorder.enter(state);
  if (logic === undefined || state.logic === undefined || sameBytes(logic, state.logic)) return;
  throw new RunnerError(`A worker thread has loaded other code of ${state.name} than this process.`, {
    code: "RUNNER_CODE_DIFFERS",
    hint: "Restart the process after an edit. `deps` must have the same value in every thread.",
  });
}
