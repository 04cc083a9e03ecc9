import { decodeValue } from "../codec/index.ts";
import type { Component } from "../component/component.ts";
import { MemoError } from "../errors/memo-error.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { SharedDeadline } from "../deadline/shared-deadline.ts";
import { chain, isPromise } from "../internal/chain.ts";
import {
  changedDependency,
  NEW,
  REPROCESSING,
  type RunReason,
  UNFINISHED,
  UNREADABLE,
} from "../component/run-reason.ts";
import { type MemoFrame, runInScope, type Scope } from "../internal/scope.ts";
import { type CallKey, callKey } from "./call-key.ts";
import { type CallNote, notedParts } from "./call-note.ts";
import { encodeResult } from "./encode-result.ts";
import type { FunctionMemo, SharedCall } from "./function-memos.ts";
import type { FunctionState } from "./function-state.ts";
import { checkStates, encodeCompletedStates, encodeStates, type StateCheck } from "./memo-states.ts";
import { Recorder } from "./recorder.ts";
import { runBody } from "./run-body.ts";
import { noteMiss } from "./miss.ts";
import { callOf, refuseSelfWait } from "./self-wait.ts";
import { waitForShared } from "./wait-for-shared.ts";

/** A call of a function with `memo: true` inside a component. */
interface MemoCall {
  readonly scope: Scope;
  readonly component: Component;
  readonly state: FunctionState;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  readonly key: CallKey;
  /** The place of the call; its key is the call's fingerprint as text. */
  readonly frame: MemoFrame;
  /** What the call depended on and did, for everybody who shares it. */
  readonly recorder: Recorder;
}

/** Where the body of a memoized call runs. */
class MemoScope implements Scope {
  readonly run: Scope["run"];
  readonly component: Scope["component"];
  readonly recorder: Recorder;
  readonly frame: MemoFrame;
  readonly prefix: Scope["prefix"];
  readonly handlers: Scope["handlers"];
  readonly group: Scope["group"];
  readonly deadline: Scope["deadline"];

  constructor({ component, deadline, group, handlers, prefix, run }: Scope, recorder: Recorder, frame: MemoFrame) {
    this.run = run;
    this.component = component;
    this.recorder = recorder;
    this.frame = frame;
    this.prefix = prefix;
    this.handlers = handlers;
    this.group = group;
    this.deadline = deadline;
  }
}

/** Hits, joins a call that is running, or runs. Stays synchronous where the function and its arguments are. */
export function callMemoized(
  scope: Scope,
  component: Component,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
): unknown {
  const key = callKey(state, receiver, args, state.identity);
  const { text } = key;
  const caller = callOf(scope);
  refuseSelfWait(caller, text, state);
  const running = component.memos.running(text);
  if (running !== undefined) {
    if (caller !== undefined) (running.frame.joined ??= new Set()).add(caller);
    running.deadline?.extend(scope.deadline);
    emitShared(scope, state);
    return settle(running, scope);
  }
  const recorder = new Recorder();
  const frame: MemoFrame = { key: text, state, around: caller, joined: undefined };
  // Whoever comes to wait too may have more time than this caller.
  const deadline = scope.deadline === undefined ? undefined : new SharedDeadline(scope.deadline);
  const place: Scope = deadline === undefined ? scope : { ...scope, deadline };
  const call: MemoCall = { scope: place, component, state, receiver, args, key, frame, recorder };
  let result: unknown;
  try {
    result = deadline === undefined ? resolve(call) : runInScope(place, () => resolve(call));
  } catch (error) {
    scope.recorder.absorb(recorder);
    throw error;
  }
  if (!isPromise(result)) {
    absorb(scope, recorder, text);
    return result;
  }
  const outcome = ended(result, () => component.memos.end(text));
  const shared: SharedCall = { outcome, recorder, frame, deadline };
  component.memos.begin(text, shared);
  return settle(shared, scope);
}

/** Tells that a call has the same answer as another one of this run. */
export function emitShared({ component, run }: Scope, { name }: FunctionState): void {
  run.emit?.({ kind: "functionShared", functionName: name, component: component?.displayPath });
}

function settle(call: SharedCall, scope: Scope): Promise<unknown> {
  return ended(waitForShared(call, scope), () => absorb(scope, call.recorder, call.frame.key));
}

/** The same outcome after `f`: as `finally` gives it, with a third of its promises. */
function ended(promise: PromiseLike<unknown>, f: () => void): Promise<unknown> {
  return Promise.resolve(promise).then(
    (value) => {
      f();
      return value;
    },
    (error: unknown) => {
      f();
      throw error;
    },
  );
}

function absorb(scope: Scope, recorder: Recorder, text: string): void {
  scope.recorder.absorb(recorder);
  scope.recorder.noteFunctionMemo(text);
}

function resolve(call: MemoCall): unknown {
  const { component, frame, key, scope, state } = call;
  const current = component.memos.current(frame.key);
  if (current !== undefined) {
    emitShared(scope, state);
    return answer(call, current, decodeValue(current.value));
  }
  const stored = scope.run.reprocessing ? undefined : findStored(call);
  if (stored === undefined)
    return executeAfter(call, checkStates(key.stated, undefined), scope.run.reprocessing ? REPROCESSING : NEW);
  const obstacle = obstacleTo(call, stored);
  if (obstacle !== undefined) return executeAfter(call, checkStates(key.stated, undefined), obstacle);
  const checked = checkStates(key.stated, stored.states);
  if (isPromise(checked) && !stored.asynchronous) refuseAsynchronousState(state);
  return chain(checked, (check) => {
    if (!check.valid) return execute(call, check, check.reason);
    const states = encodeStates(check.outcomes, key.stated);
    const same = states.every((bytes, index) => sameBytes(bytes, stored.states[index] as Uint8Array));
    return replay(call, stored, same ? stored : { ...stored, states }, check);
  });
}

/** The stored entry of this call, also under an earlier name of the function. */
function findStored(call: MemoCall): FunctionMemo | undefined {
  const { memos } = call.component;
  const found = memos.stored(call.frame.key);
  if (found !== undefined) return found;
  for (const former of call.state.formerIdentities) {
    if (!call.scope.run.functions.takesOver(call.state, former)) continue;
    const key = callKey(call.state, call.receiver, call.args, former);
    const entry = memos.stored(key.text);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Why a stored result cannot stand for a run, whatever the states of the arguments are. */
function obstacleTo(call: MemoCall, memo: FunctionMemo): RunReason | undefined {
  const { component, scope } = call;
  const { dependencySets } = scope.run;
  if (!dependencySets.holds(memo.dependencySet)) return changedDependency(dependencySets, memo.dependencySet);
  const carryable =
    memo.targets.every((hash) => component.isCarryable(hash)) &&
    memo.identifiers.every(([dependency, number]) => component.identifiers.canKeep(dependency, number));
  return carryable ? undefined : UNFINISHED;
}

function replay(call: MemoCall, stored: FunctionMemo, kept: FunctionMemo, check?: StateCheck): unknown {
  const { component, frame, key, scope, state } = call;
  let value: unknown;
  try {
    value = decodeValue(stored.value);
  } catch {
    // A value that cannot be read is a miss.
    return executeAfter(call, check ?? checkStates(key.stated, undefined), UNREADABLE);
  }
  component.memos.use(frame.key, kept);
  for (const hash of kept.targets) component.carry(hash);
  for (const used of kept.identifiers) component.identifiers.keep(used);
  scope.run.emit?.({
    kind: "functionReused",
    functionName: state.name,
    component: component.displayPath,
    revalidated: kept !== stored,
  });
  return answer(call, kept, value);
}

/** Answers with an entry whose states and identifiers the component has already: what it did reaches the caller. */
function answer({ recorder, scope, state }: MemoCall, memo: FunctionMemo, value: unknown): unknown {
  recorder.noteDependencySet(memo.dependencySet);
  for (const hash of memo.targets) recorder.noteTarget(hash);
  for (const hash of memo.appMemos) recorder.noteAppMemo(hash);
  for (const used of memo.identifiers) recorder.noteIdentifier(used);
  for (const inner of memo.beneath) recorder.noteFunctionMemo(inner);
  scope.run.stats.functionHit(state);
  return memo.asynchronous ? Promise.resolve(value) : value;
}

/** Runs the function when the states of its arguments are known. */
function executeAfter(call: MemoCall, checked: StateCheck | Promise<StateCheck>, reason: RunReason): unknown {
  if (!isPromise(checked)) return execute(call, checked, reason);
  return Promise.resolve(checked).then((check) => {
    const result = execute(call, check, reason);
    if (!isPromise(result)) refuseAsynchronousState(call.state);
    return result;
  });
}

function execute(call: MemoCall, check: StateCheck, reason: RunReason): unknown {
  const { component, frame, recorder, scope, state } = call;
  noteMiss(scope, state, reason);
  for (const hash of component.memos.discard(frame.key)?.targets ?? []) component.release(hash);
  recorder.enter(state);
  const inner = new MemoScope(scope, recorder, frame);
  const finish = (value: unknown, asynchronous: boolean): unknown => {
    scope.run.dependencySets.narrow(recorder, state);
    if (recorder.volatile) return value;
    component.memos.made(frame.key, {
      dependencySet: scope.run.dependencySets.intern(recorder),
      asynchronous,
      states: encodeCompletedStates(check.outcomes, call.key.stated),
      value: encodeResult(value, state, scope.run),
      targets: [...recorder.targets],
      appMemos: [...recorder.appMemos],
      identifiers: [...recorder.identifiers],
      beneath: [...recorder.functionMemos],
      note: noteOf(call, reason),
    });
    return value;
  };
  const result = runInScope(inner, () => runBody(inner, state, call.receiver, call.args, reason));
  return isPromise(result) ? Promise.resolve(result).then((value) => finish(value, true)) : finish(result, false);
}

/** For those who ask why it ran. */
function noteOf({ component, key, scope, state }: MemoCall, reason: RunReason): CallNote {
  const parts = notedParts(state.identity, key);
  const told = reason === NEW ? component.memos.reasonOfNew(parts) : reason;
  return { parts, lastRun: { run: scope.run.history.use(), reason: told } };
}

function refuseAsynchronousState(state: FunctionState): never {
  throw new MemoError(`${state.name} is synchronous, but the state of one of its arguments is found asynchronously.`, {
    code: "ASYNCHRONOUS_MEMO_STATE",
    hint: "Make the function async.",
  });
}
