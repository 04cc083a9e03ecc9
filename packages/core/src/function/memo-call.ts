import { decodeValue, encodeValue } from "../codec/index.ts";
import type { Component } from "../component/component.ts";
import { MemoError } from "../errors/memo-error.ts";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { chain, isPromise } from "../internal/chain.ts";
import { type MemoFrame, runInScope, type Scope } from "../internal/scope.ts";
import { runBody } from "./call-function.ts";
import { type CallKey, callKey } from "./call-key.ts";
import type { FunctionMemo } from "./function-memos.ts";
import type { FunctionState } from "./function-state.ts";
import { checkStates, encodeCompletedStates, encodeStates, type StateCheck } from "./memo-states.ts";
import { Recorder } from "./recorder.ts";

/** A call of a function with `memo: true` inside a component. */
interface MemoCall {
  readonly scope: Scope;
  readonly component: Component;
  readonly state: FunctionState;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  readonly key: CallKey;
  /** The key's fingerprint as text. */
  readonly text: string;
  /** What the call depended on and did, for everybody who shares it. */
  readonly recorder: Recorder;
}

/** Hits, joins a call that is running, or runs. Stays synchronous where the function and its arguments are. */
export function callMemoized(
  scope: Scope,
  component: Component,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
): unknown {
  const call = keyedCall(scope, component, state, receiver, args, state.identity);
  refuseSelfWait(scope.frame, call.text, state);
  const running = component.memos.running(call.text);
  if (running !== undefined) return settle(running.outcome, scope, running.recorder, call.text);
  let result: unknown;
  try {
    result = resolve(call);
  } catch (error) {
    scope.recorder.absorb(call.recorder);
    throw error;
  }
  if (!isPromise(result)) {
    absorb(scope, call.recorder, call.text);
    return result;
  }
  const outcome = Promise.resolve(result).finally(() => component.memos.end(call.text));
  component.memos.begin(call.text, { outcome, recorder: call.recorder });
  return settle(outcome, scope, call.recorder, call.text);
}

function keyedCall(
  scope: Scope,
  component: Component,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
  identity: string,
): MemoCall {
  const key = callKey(state, receiver, args, identity);
  return { scope, component, state, receiver, args, key, text: byteText(key.fingerprint), recorder: new Recorder() };
}

async function settle(outcome: Promise<unknown>, scope: Scope, recorder: Recorder, text: string): Promise<unknown> {
  try {
    return await outcome;
  } finally {
    absorb(scope, recorder, text);
  }
}

function absorb(scope: Scope, recorder: Recorder, text: string): void {
  scope.recorder.absorb(recorder);
  scope.recorder.functionMemos.add(text);
}

function resolve(call: MemoCall): unknown {
  const { component, scope, state } = call;
  const current = component.memos.current(call.text);
  if (current !== undefined) return replay(call, current, current);
  const stored = scope.run.reprocessing ? undefined : findStored(call);
  if (stored === undefined || !isReplayable(call, stored)) {
    return chain(checkStates(call.key.stated, undefined), (check) => execute(call, check));
  }
  const checked = checkStates(call.key.stated, stored.states);
  if (isPromise(checked) && !stored.asynchronous) refuseAsynchronousState(state);
  return chain(checked, (check) => {
    if (!check.valid) return execute(call, check);
    const states = encodeStates(check.outcomes);
    const same = states.every((bytes, index) => sameBytes(bytes, stored.states[index] as Uint8Array));
    return replay(call, stored, same ? stored : { ...stored, states }, check);
  });
}

/** The stored entry of this call, also under an earlier name of the function. */
function findStored(call: MemoCall): FunctionMemo | undefined {
  const found = call.component.memos.stored(call.text);
  if (found !== undefined) return found;
  for (const former of call.state.definition.options.formerly ?? []) {
    const key = callKey(call.state, call.receiver, call.args, former);
    const entry = call.component.memos.stored(byteText(key.fingerprint));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Whether everything but the states of the arguments allows a hit. */
function isReplayable(call: MemoCall, memo: FunctionMemo): boolean {
  const { component, scope } = call;
  return (
    scope.run.dependencySets.holds(memo.dependencySet) &&
    memo.targets.every((hash) => component.isCarryable(hash)) &&
    memo.identifiers.every(([dependency, number]) => component.identifiers.isFree(dependency, number))
  );
}

function replay(call: MemoCall, stored: FunctionMemo, kept: FunctionMemo, check?: StateCheck): unknown {
  const { component, recorder, scope, state } = call;
  let value: unknown;
  try {
    value = decodeValue(stored.value);
  } catch {
    // A value that cannot be read is a miss.
    return chain(check ?? checkStates(call.key.stated, undefined), (known) => execute(call, known));
  }
  component.memos.use(call.text, kept);
  for (const hash of kept.targets) {
    component.carry(hash);
    recorder.targets.add(hash);
  }
  for (const hash of kept.appMemos) recorder.appMemos.add(hash);
  for (const used of kept.identifiers) {
    component.identifiers.keep(used);
    recorder.identifiers.push(used);
  }
  recorder.dependencySets.add(kept.dependencySet);
  for (const inner of kept.beneath) recorder.functionMemos.add(inner);
  scope.run.stats.functionHit(state);
  return kept.asynchronous ? Promise.resolve(value) : value;
}

function execute(call: MemoCall, check: StateCheck): unknown {
  const { component, recorder, scope, state } = call;
  recorder.enter(state);
  const frame: MemoFrame = { key: call.text, state, around: scope.frame };
  const inner: Scope = { ...scope, recorder, frame };
  const finish = (value: unknown, asynchronous: boolean): unknown => {
    scope.run.dependencySets.narrow(recorder, state);
    if (recorder.volatile) return value;
    component.memos.made(call.text, {
      dependencySet: scope.run.dependencySets.intern(recorder),
      asynchronous,
      states: encodeCompletedStates(check.outcomes),
      value: encodeValue(value, `the result of ${state.name}`),
      targets: [...recorder.targets],
      appMemos: [...recorder.appMemos],
      identifiers: [...recorder.identifiers],
      beneath: [...recorder.functionMemos],
    });
    return value;
  };
  const result = runInScope(inner, () => runBody(inner, state, call.receiver, call.args));
  return isPromise(result) ? Promise.resolve(result).then((value) => finish(value, true)) : finish(result, false);
}

function refuseAsynchronousState(state: FunctionState): never {
  throw new MemoError(`${state.name} is synchronous, but the state of one of its arguments is found asynchronously.`, {
    code: "ASYNCHRONOUS_MEMO_STATE",
    hint: "Make the function async.",
  });
}

function refuseSelfWait(frame: MemoFrame | undefined, key: string, state: FunctionState): void {
  for (let current = frame; current !== undefined; current = current.around) {
    if (current.key === key) {
      throw new MemoError(`${state.name} was called from within itself with the same arguments: it would wait for itself.`, {
        code: "MEMO_CYCLE",
        hint: "Make the recursion change its arguments, or drop memo from the function.",
      });
    }
  }
}
