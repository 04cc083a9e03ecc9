import { decodeValue, encodeValue } from "../codec/index.ts";
import { MemoError } from "../errors/memo-error.ts";
import { byteText } from "../internal/byte-text.ts";
import { isPromise } from "../internal/chain.ts";
import { type MemoFrame, runInScope, type Scope } from "../internal/scope.ts";
import type { AppMemo } from "./app-memos.ts";
import { runBody } from "./call-function.ts";
import { type CallKey, callKey } from "./call-key.ts";
import type { FunctionState } from "./function-state.ts";
import { checkStates, encodeCompletedStates, type StateCheck } from "./memo-states.ts";
import { Recorder } from "./recorder.ts";

/** A call of a function with `memo: "app"`: one execution and one result for the whole app. */
export async function callAppMemo(
  scope: Scope,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  const { appMemos } = scope.run;
  const key = callKey(state, receiver, args, state.identity);
  const text = byteText(key.fingerprint);
  const short = text.slice(0, 8);
  for (let frame = scope.frame; frame !== undefined; frame = frame.around) {
    if (frame.key === text) {
      throw new MemoError(`${state.name} was called from within itself with the same arguments: it would wait for itself.`, {
        code: "MEMO_CYCLE",
        hint: "Make the recursion change its arguments, or drop memo from the function.",
      });
    }
  }
  let call = appMemos.running(text);
  if (call === undefined) {
    const recorder = new Recorder();
    const outcome = resolve(scope, state, { receiver, args, key, text, short, recorder }).finally(() =>
      appMemos.end(text),
    );
    call = { outcome, recorder };
    appMemos.begin(text, call);
  }
  try {
    const value = await call.outcome;
    if (!call.recorder.volatile) scope.recorder.appMemos.add(short);
    return value;
  } finally {
    scope.recorder.absorb(call.recorder);
  }
}

interface AppMemoCall {
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  readonly key: CallKey;
  readonly text: string;
  readonly short: string;
  readonly recorder: Recorder;
}

async function resolve(scope: Scope, state: FunctionState, call: AppMemoCall): Promise<unknown> {
  const { appMemos, dependencySets, reprocessing, stats } = scope.run;
  const stored = await appMemos.find(call.short, call.key.fingerprint);
  // Under a full reprocess only what this run has made counts.
  if (stored === undefined || (reprocessing && !appMemos.madeInThisRun(call.short)) || !dependencySets.holds(stored.dependencySet)) {
    return execute(scope, state, call, await checkStates(call.key.stated, undefined));
  }
  const check = await checkStates(call.key.stated, stored.states);
  if (!check.valid) return execute(scope, state, call, check);
  let value: unknown;
  try {
    value = decodeValue(stored.value);
  } catch {
    return execute(scope, state, call, check); // a value that cannot be read is a miss
  }
  call.recorder.dependencySets.add(stored.dependencySet);
  for (const inner of stored.beneath) call.recorder.appMemos.add(inner);
  stats.functionHit(state);
  return value;
}

async function execute(scope: Scope, state: FunctionState, call: AppMemoCall, check: StateCheck): Promise<unknown> {
  const { recorder } = call;
  recorder.enter(state);
  const frame: MemoFrame = { key: call.text, state, around: scope.frame };
  const inner: Scope = {
    run: scope.run,
    component: undefined,
    recorder,
    frame,
    prefix: [],
    handlers: undefined,
  };
  const result = runInScope(inner, () => runBody(inner, state, call.receiver, call.args));
  if (!isPromise(result)) {
    throw new MemoError(`${state.name} has memo: "app" and is synchronous.`, {
      code: "APP_MEMO_NEEDS_ASYNC",
      hint: "Make it async: results that all components share are looked up in the store.",
    });
  }
  const value = await result;
  scope.run.dependencySets.narrow(recorder, state);
  if (!recorder.volatile) {
    const memo: AppMemo = {
      fingerprint: call.key.fingerprint,
      dependencySet: scope.run.dependencySets.intern(recorder),
      states: encodeCompletedStates(check.outcomes),
      value: encodeValue(value, `the result of ${state.name}`),
      beneath: [...recorder.appMemos],
    };
    scope.run.appMemos.made(call.short, memo);
  }
  return value;
}
