import { decodeValue } from "../codec/index.ts";
import type { Run } from "../app/run.ts";
import { StoppedAtMiss } from "../app/stopped-at-miss.ts";
import type { Deadline } from "../deadline/deadline.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { encodeResult } from "../function/encode-result.ts";
import { decodeMemos } from "../function/function-memos.ts";
import { encodeCompletedStates } from "../function/memo-states.ts";
import { chain, isPromise } from "../internal/chain.ts";
import { ComponentSubmission } from "../target-state/component-submission.ts";
import { findAbsence } from "./absence.ts";
import { noteBackAgain } from "./back-again.ts";
import { Component, type StoredComponent } from "./component.ts";
import { type Judgement, judge } from "./component-memo.ts";
import { cancelled } from "./cancelled.ts";
import { type ComponentPath, formatPath, pathOfKey } from "./component-path.ts";
import { type ComponentMemo, emptyRecord, type StoredRecord, unreadableRecord } from "./component-record.ts";
import { encodeRecord, readRecord } from "./record-codec.ts";
import type { HandlerChain } from "./exception-handlers.ts";
import type { Asked } from "./item-hits.ts";
import { lostLevels } from "./lost-levels.ts";
import { noteDeepLevels } from "./deep-levels.ts";
import { forgetResultsAbove, invalidate } from "./invalidate.ts";
import type { MountedFunction } from "./mounted-function.ts";
import type { ScanProgress } from "./presence.ts";
import { processComponent } from "./process-component.ts";
import { type RunReason, TAKEN_OVER } from "./run-reason.ts";

const NO_MEMOS: ReadonlyMap<string, never> = new Map<string, never>();
export const NOTHING_STORED: StoredComponent = {
  bytes: undefined,
  record: emptyRecord,
  functionMemos: NO_MEMOS,
  states: undefined,
};

/** A component that is to be run, or found unchanged. */
export interface ComponentRequest {
  readonly run: Run;
  readonly parent: Component | undefined;
  readonly path: ComponentPath;
  readonly key: Uint8Array;
  readonly mounted: MountedFunction;
  readonly args: readonly unknown[];
  readonly handlers: HandlerChain | undefined;
  /** The ordered scan that came to it. */
  readonly scan?: ScanProgress | undefined;
  /** Whether the caller wants the function's value. */
  readonly wantsValue: boolean;
  /** By when it must be done: the caller's, where that waits for the value. */
  readonly deadline?: Deadline | undefined;
  /** The size of its item, where the source tells it. */
  readonly bytes?: number | undefined;
}

/** What is stored of a component, read and judged. */
export class Prepared {
  readonly bytes: Uint8Array | undefined;
  readonly record: StoredRecord;
  readonly judgement: Judgement;
  readonly previousMayBeMissing: boolean;
  /** Why it has to run although it is as it was. */
  denied: RunReason | undefined;

  constructor(bytes: Uint8Array | undefined, record: StoredRecord, judgement: Judgement, mayBeMissing: boolean) {
    this.bytes = bytes;
    this.record = record;
    this.judgement = judgement;
    this.previousMayBeMissing = mayBeMissing;
    this.denied = undefined;
  }
}

/** Judges a component by its stored record. Synchronous unless an argument's state has to be asked for. */
export function prepareComponent(
  request: ComponentRequest,
  bytes: Uint8Array | undefined,
  asked?: Asked,
): Prepared | Promise<Prepared> {
  const { run, key } = request;
  const record = bytes === undefined ? emptyRecord : (readRecord(bytes) ?? unreadableRecord);
  const previousMayBeMissing = run.leftovers.mayBeGone(key);
  const allowHit = bytes !== undefined && !previousMayBeMissing;
  return chain(
    judge(run, request.mounted, request.args, record, allowHit, asked),
    (judgement) => new Prepared(bytes, record, judgement, previousMayBeMissing),
  );
}

/** Takes note of a component that does not have to run, with its stored value if it is wanted. `undefined`: it has to. */
export function acceptHit(request: ComponentRequest, prepared: Prepared): { readonly value: unknown } | undefined {
  const { run, parent, key } = request;
  // Another component took over what it, or one beneath it, declared: whether it still declares that, only a run tells.
  if (run.takeovers.mustRun(key)) {
    prepared.denied = TAKEN_OVER;
    return undefined;
  }
  const memo = prepared.record.memo as ComponentMemo;
  let value: unknown;
  if (request.wantsValue && memo.value !== undefined) {
    try {
      value = decodeValue(memo.value);
    } catch {
      prepared.denied = { kind: "unreadable" }; // a value that cannot be read is a miss
      return undefined;
    }
  }
  if (parent?.wantsDependencies) parent.recorder.noteDependencySet(memo.dependencySet);
  const { refreshed } = prepared.judgement;
  if (refreshed !== undefined) {
    run.commits.enqueue(() =>
      run.takeovers.mustRun(key)
        ? []
        : [
            {
              kind: "put",
              table: "component",
              key,
              value: encodeRecord(run.takeovers.withoutTaken(key, refreshed)),
            },
          ],
    );
  }
  noteBackAgain(request, prepared.record);
  run.stats.component(request.mounted.name).unchanged();
  run.emit?.({
    kind: "componentUnchanged",
    component: formatPath(request.path),
    functionName: request.mounted.name,
    revalidated: refreshed !== undefined,
  });
  return { value };
}

/** Runs the function of a component, waits for what it mounted, and submits what it declared. */
export function executeComponent(request: ComponentRequest, prepared: Prepared, holdsSlot: boolean): Promise<unknown> {
  const { telemetry } = request.run;
  if (telemetry === undefined) return execute(request, prepared, holdsSlot);
  return telemetry.component(request, reasonToRun(request, prepared), () => execute(request, prepared, holdsSlot));
}

async function execute(request: ComponentRequest, prepared: Prepared, holdsSlot: boolean): Promise<unknown> {
  const { run, parent, mounted } = request;
  if (run.signal.aborted) {
    if (holdsSlot) run.slots.end(request.path.length);
    parent?.noteDescendantFailure();
    throw cancelled(request.path);
  }
  const reason = reasonToRun(request, prepared);
  if (run.plan?.stopsAtMisses && prepared.judgement.key !== undefined) {
    run.plan.wouldRun.push({
      what: "component",
      component: formatPath(request.path),
      functionName: mounted.name,
      reason,
    });
    run.presence.note(request.key, "hit"); // what it has written stays
    if (holdsSlot) run.slots.end(request.path.length);
    if (!request.wantsValue) return undefined;
    throw stopAbove(parent, mounted.name ?? "a function");
  }
  let stored = readStored(run, request.key, prepared);
  if (isPromise(stored)) {
    stored = await Promise.resolve(stored).catch((error: unknown) => {
      if (holdsSlot) run.slots.end(request.path.length);
      throw error;
    });
  }
  const component = new Component({
    run,
    parent,
    path: request.path,
    key: request.key,
    functionName: mounted.name,
    handlers: request.handlers,
    stored,
    wantsDependencies:
      (mounted.state !== undefined && mounted.state.memo !== false) || (parent?.wantsDependencies ?? false),
    previousMayBeMissing: prepared.previousMayBeMissing,
    reason,
  });
  component.holdsSlot = holdsSlot;
  component.countsAsBegun = holdsSlot;
  const counts = run.stats.component(mounted.name);
  counts.begin();
  forgetResultsAbove(component);
  run.emit?.({ kind: "componentRan", component: component.displayPath, functionName: mounted.name, reason });
  try {
    if (stored.record.levels.length > 0)
      component.levels.leave(await noteDeepLevels(run, component.path, component.levels.stored()));
    const value = await processComponent(request, component);
    if (component.stoppedAtMiss !== undefined) throw component.stoppedAtMiss; // the function has caught it
    const memo = memoOf(request, component, prepared.judgement, value);
    const found = findAbsence(component);
    const absence = isPromise(found) ? await found : found;
    await run.commits.submit(new ComponentSubmission(component, run.claims, memo, absence));
    component.succeeded = true;
    if (component.levels.isEmpty) run.presence.noteLeaf(component.key, request.scan);
    else run.presence.note(component.key, "ran");
    if (parent?.wantsDependencies) parent.recorder.absorbDependencies(component.recorder);
    counts.ran(stored.bytes === undefined, request.bytes);
    return value;
  } catch (error) {
    if (error instanceof StoppedAtMiss) {
      run.presence.note(component.key, "hit"); // what it has written stays
      if (parent !== undefined && request.wantsValue) parent.stoppedAtMiss ??= error;
      throw error;
    }
    run.presence.note(component.key, "failed");
    run.deletionHandlers.note(component.key, request.handlers);
    run.failures.noteOrigin(error, component.path, component.functionName);
    component.noteDescendantFailure();
    invalidate(component);
    // What was stopped has not failed.
    if (!run.signal.aborted || !CancelledError.isInstance(error)) counts.failed();
    run.emit?.({ kind: "componentFailed", component: component.displayPath, functionName: mounted.name, error });
    throw error;
  } finally {
    counts.end();
    if (run.carrying.size > 0) run.carrying.delete(component.keyText);
    if (component.countsAsBegun) run.slots.finish(component.path.length);
    if (component.holdsSlot) run.slots.release();
  }
}

/** The value of a component that a preview does not run is not known: who waits for it cannot go on. */
function stopAbove(parent: Component | undefined, name: string): StoppedAtMiss {
  const stopped = new StoppedAtMiss(name);
  if (parent !== undefined) parent.stoppedAtMiss ??= stopped;
  return stopped;
}

/** Why it runs. A takeover that came before its record was read has taken the stored result away. */
function reasonToRun({ key, run }: ComponentRequest, { denied, judgement }: Prepared): RunReason {
  if (denied !== undefined) return denied;
  return judgement.reason.kind === "unfinished" && run.takeovers.mustRun(key) ? TAKEN_OVER : judgement.reason;
}

/** Takes note of a component that failed before its function could run: an argument cannot be fingerprinted, say. */
export function failBeforehand(request: ComponentRequest, error: unknown): void {
  const { key, mounted, parent, path, run } = request;
  run.presence.note(key, "failed");
  run.failures.noteOrigin(error, path, mounted.name);
  run.stats.component(mounted.name).failed();
  run.emit?.({ kind: "componentFailed", component: formatPath(path), functionName: mounted.name, error });
  parent?.noteDescendantFailure();
}

/** The memo to store: none where something beneath failed, or the result must not be kept. */
function memoOf(
  request: ComponentRequest,
  component: Component,
  judgement: Judgement,
  value: unknown,
): ComponentMemo | undefined {
  const { key, check } = judgement;
  const { state } = request.mounted;
  if (key === undefined || state === undefined || component.descendantFailed || component.recorder.volatile)
    return undefined;
  if (component.followsSource) return undefined;
  const { dependencySets } = request.run;
  dependencySets.narrow(component.recorder, state);
  return {
    fingerprint: key.fingerprint,
    parts: key.parts,
    dependencySet: dependencySets.intern(component.recorder),
    states: encodeCompletedStates(check.outcomes, key.stated),
    value: value === undefined ? undefined : encodeResult(value, state, request.run),
    lastRun: { run: request.run.history.use(), reason: component.reason },
  };
}

/** Synchronous for one of which the store holds nothing but its record. */
function readStored(run: Run, key: Uint8Array, prepared: Prepared): StoredComponent | Promise<StoredComponent> {
  const { bytes, record } = prepared;
  if (record === emptyRecord) return NOTHING_STORED;
  if (record !== unreadableRecord && !record.hasStates && (!record.hasFunctionMemos || run.reprocessing)) {
    return { bytes, record, functionMemos: NO_MEMOS, states: undefined };
  }
  return readBeside(run, key, prepared);
}

async function readBeside(run: Run, key: Uint8Array, prepared: Prepared): Promise<StoredComponent> {
  const { bytes } = prepared;
  let { record } = prepared;
  if (record === unreadableRecord) {
    const path = pathOfKey(key);
    run.unreadable("component", formatPath(path));
    record = { ...record, levels: await lostLevels(run.state, path) };
  }
  const wantsStates = record.hasStates && !(await run.leftovers.isRemoved(run.state, key)); // one that was gone begins anew
  const wantsMemos = record.hasFunctionMemos && !run.reprocessing;
  if (!wantsMemos && !wantsStates) return { bytes, record, functionMemos: NO_MEMOS, states: undefined };
  const [[memos], [states]] = await Promise.all([
    wantsMemos ? run.state.read("functionMemo", [key]) : [],
    wantsStates ? run.state.read("componentState", [key]) : [],
  ]);
  return { bytes, record, functionMemos: decodeMemos(memos), states };
}
