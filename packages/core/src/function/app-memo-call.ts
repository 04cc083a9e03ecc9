import { decodeValue } from "../codec/index.ts";
import { runWithDeadline } from "../deadline/current-deadline.ts";
import { MemoError } from "../errors/memo-error.ts";
import { changedDependency, NEW, REPROCESSING, type RunReason, UNREADABLE } from "../component/run-reason.ts";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { isPromise } from "../internal/chain.ts";
import { type MemoFrame, runInScope, type Scope } from "../internal/scope.ts";
import type { AppMemo } from "./app-memos.ts";
import { type CallKey, callKey } from "./call-key.ts";
import { encodeResult } from "./encode-result.ts";
import type { FunctionState } from "./function-state.ts";
import { checkStates, encodeCompletedStates, encodeStates, type StateCheck } from "./memo-states.ts";
import { Recorder } from "./recorder.ts";
import { runBody } from "./run-body.ts";
import { noteMiss } from "./miss.ts";
import { emitShared } from "./memo-call.ts";
import { callOf, refuseSelfWait } from "./self-wait.ts";
import { waitForShared } from "./wait-for-shared.ts";

const SHORT = 8;

interface AppMemoCall {
  readonly scope: Scope;
  readonly state: FunctionState;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  readonly key: CallKey;
  readonly frame: MemoFrame;
  /** The key's first bytes, as text: what the entry is stored under. */
  readonly short: string;
  readonly recorder: Recorder;
}

/** A call of a function with `memo: "app"`: one execution and one result for the whole app. */
export async function callAppMemo(
  scope: Scope,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  const { appMemos } = scope.run;
  const key = callKey(state, receiver, args, state.identity);
  const { text } = key;
  const short = text.slice(0, SHORT);
  const caller = callOf(scope);
  refuseSelfWait(caller, text, state);
  let call = appMemos.running(text);
  if (call === undefined) {
    const recorder = new Recorder();
    const frame: MemoFrame = { key: text, state, around: caller, joined: undefined };
    const made: AppMemoCall = { scope, state, receiver, args, key, frame, short, recorder };
    // It belongs to nobody, so nobody's time limits it.
    const outcome = runWithDeadline(undefined, () => resolve(made)).finally(() => appMemos.end(text));
    call = { outcome, recorder, frame, deadline: undefined };
    appMemos.begin(text, call);
  } else {
    if (caller !== undefined) (call.frame.joined ??= new Set()).add(caller);
    emitShared(scope, state);
  }
  try {
    const value = await waitForShared(call, scope);
    if (!call.recorder.volatile) scope.recorder.noteAppMemo(short);
    return value;
  } finally {
    scope.recorder.absorb(call.recorder);
  }
}

async function resolve(call: AppMemoCall): Promise<unknown> {
  const { key, recorder, scope, short, state } = call;
  const { appMemos, dependencySets, stats } = scope.run;
  const stored = await findStored(call);
  if (stored === undefined) {
    return execute(call, await checkStates(key.stated, undefined), scope.run.reprocessing ? REPROCESSING : NEW);
  }
  if (!dependencySets.holds(stored.dependencySet)) {
    const reason = changedDependency(dependencySets, stored.dependencySet);
    return execute(call, await checkStates(key.stated, undefined), reason);
  }
  const check = await checkStates(key.stated, stored.states);
  if (!check.valid) return execute(call, check, check.reason);
  let value: unknown;
  try {
    value = decodeValue(stored.value);
  } catch {
    return execute(call, check, UNREADABLE); // a value that cannot be read is a miss
  }
  const states = encodeStates(check.outcomes, key.stated);
  const same = states.every((bytes, index) => sameBytes(bytes, stored.states[index] as Uint8Array));
  const { fingerprint } = key;
  if (!same || !sameBytes(stored.fingerprint, fingerprint)) appMemos.taken(short, { ...stored, fingerprint, states });
  recorder.noteDependencySet(stored.dependencySet);
  for (const inner of stored.beneath) recorder.noteAppMemo(inner);
  stats.functionHit(state);
  scope.run.emit?.({ kind: "functionReused", functionName: state.name, component: undefined, revalidated: !same });
  return value;
}

/** The stored entry of this call, also under an earlier name of the function. */
async function findStored({ args, key, receiver, scope, short, state }: AppMemoCall): Promise<AppMemo | undefined> {
  const { appMemos } = scope.run;
  if (!appMemos.counts(short)) return undefined;
  const found = await appMemos.find(short, key.fingerprint);
  if (found !== undefined) return found;
  for (const former of state.formerIdentities) {
    if (!scope.run.functions.takesOver(state, former)) continue;
    const { fingerprint } = callKey(state, receiver, args, former);
    const entry = await appMemos.find(byteText(fingerprint).slice(0, SHORT), fingerprint);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

async function execute(call: AppMemoCall, check: StateCheck, reason: RunReason): Promise<unknown> {
  const { frame, recorder, scope, state } = call;
  const { appMemos, dependencySets } = scope.run;
  noteMiss(scope, state, reason);
  recorder.enter(state);
  const inner: Scope = {
    run: scope.run,
    component: undefined,
    recorder,
    frame,
    prefix: [],
    handlers: undefined,
  };
  const result = runInScope(inner, () => runBody(inner, state, call.receiver, call.args, reason));
  if (!isPromise(result)) {
    throw new MemoError(`${state.name} has memo: "app" and is synchronous.`, {
      code: "APP_MEMO_NEEDS_ASYNC",
      hint: "Make it async: results that all components share are looked up in the store.",
    });
  }
  const value = await result;
  dependencySets.narrow(recorder, state);
  if (!recorder.volatile) {
    appMemos.made(call.short, {
      fingerprint: call.key.fingerprint,
      dependencySet: dependencySets.intern(recorder),
      states: encodeCompletedStates(check.outcomes, call.key.stated),
      value: encodeResult(value, state, scope.run),
      beneath: [...recorder.appMemos],
    });
  }
  return value;
}
