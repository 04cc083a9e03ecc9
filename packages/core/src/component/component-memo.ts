import { chain } from "../internal/chain.ts";
import { isBytesOf, sameBytes } from "../internal/byte-text.ts";
import type { Run } from "../app/run.ts";
import { type CallKey, callKey } from "../function/call-key.ts";
import type { FunctionState } from "../function/function-state.ts";
import { checkStates, encodeStates, type StateCheck } from "../function/memo-states.ts";
import { type ComponentMemo, type ComponentRecord, emptyRecord, type StoredRecord } from "./component-record.ts";
import type { Asked } from "./item-hits.ts";
import type { MountedFunction } from "./mounted-function.ts";
import {
  changedDependency,
  CONTENT,
  NEW,
  NOT_MEMOIZED,
  REPROCESSING,
  type RunReason,
  UNFINISHED,
} from "./run-reason.ts";

/** The length of the short fingerprint of one argument. */
const PART_BYTES = 4;

/** Whether a component is as it was. */
export interface Judgement {
  readonly hit: boolean;
  /** What the call is known by; `undefined` where the function is not memoized. */
  readonly key: CallKey | undefined;
  /** The states of the arguments before the run. */
  readonly check: StateCheck;
  /** On a hit: the record to store because states moved on without making it invalid. */
  readonly refreshed: ComponentRecord | undefined;
  /** Why it has to run. */
  readonly reason: RunReason;
}

const NO_STATES: StateCheck = { valid: true, reason: CONTENT, outcomes: [] };
const RUNS_ALWAYS: Judgement = {
  hit: false,
  key: undefined,
  check: NO_STATES,
  refreshed: undefined,
  reason: NOT_MEMOIZED,
};

/** Judges a mounted function by its record as the run began. Synchronous unless a state has to be asked for. */
export function judge(
  run: Run,
  mounted: MountedFunction,
  args: readonly unknown[],
  record: StoredRecord,
  allowHit: boolean,
  asked?: Asked,
): Judgement | Promise<Judgement> {
  const { state } = mounted;
  if (state === undefined || state.memo === false) return RUNS_ALWAYS;
  const key = asked?.key ?? keyOfMounted(state, mounted, args, state.identity);
  const memo = allowHit && !run.reprocessing ? record.memo : undefined;
  const matches =
    memo !== undefined &&
    run.dependencySets.holds(memo.dependencySet) &&
    record.settled &&
    isOfCall(run, mounted, args, key, memo);
  const conclude = (check: StateCheck): Judgement => {
    const hit = matches && check.valid;
    return {
      hit,
      key,
      check,
      refreshed: hit ? refreshed(record, memo, check, key) : undefined,
      reason: hit || matches ? check.reason : reasonOf(run, mounted, args, key, record, allowHit),
    };
  };
  return chain(
    checkStates(key.stated, matches ? memo.states : undefined, matches ? asked?.answers : undefined),
    conclude,
  );
}

function reasonOf(
  run: Run,
  mounted: MountedFunction,
  args: readonly unknown[],
  key: CallKey,
  record: StoredRecord,
  allowHit: boolean,
): RunReason {
  const { memo } = record;
  if (run.reprocessing) return REPROCESSING;
  if (memo === undefined) return record === emptyRecord ? NEW : UNFINISHED;
  if (!allowHit || !record.settled) return UNFINISHED;
  if (!isOfCall(run, mounted, args, key, memo)) {
    const { parts } = key;
    for (let part = 1; part < Math.max(parts.length, memo.parts.length) / PART_BYTES; part++) {
      if (!sameBytes(partAt(memo.parts, part), partAt(parts, part))) return { kind: "argument", position: part - 1 };
    }
    return { kind: "dependency", on: "other", name: "the mounted function is another one" };
  }
  return changedDependency(run.dependencySets, memo.dependencySet);
}

function keyOfMounted(
  state: FunctionState,
  { binding }: MountedFunction,
  args: readonly unknown[],
  identity: string,
): CallKey {
  const all = binding === undefined || binding.args.length === 0 ? args : [...binding.args, ...args];
  return callKey(state, binding?.receiver, all, identity);
}

function partAt(parts: Uint8Array, index: number): Uint8Array {
  return parts.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
}

/** Whether the stored result is of this call, also under an earlier name of the function. */
function isOfCall(
  run: Run,
  mounted: MountedFunction,
  args: readonly unknown[],
  key: CallKey,
  { fingerprint }: ComponentMemo,
): boolean {
  const { state } = mounted;
  if (isBytesOf(fingerprint, key.text)) return true;
  return (state?.formerIdentities ?? []).some(
    (former) =>
      state !== undefined &&
      run.functions.takesOver(state, former) &&
      sameBytes(fingerprint, keyOfMounted(state, mounted, args, former).fingerprint),
  );
}

function refreshed(
  record: ComponentRecord,
  memo: ComponentMemo,
  check: StateCheck,
  key: CallKey,
): ComponentRecord | undefined {
  if (check.outcomes.length === 0) return undefined;
  const states = encodeStates(check.outcomes, key.stated);
  if (states.every((bytes, index) => sameBytes(bytes, memo.states[index] as Uint8Array))) return undefined;
  return { ...record, memo: { ...memo, states } };
}
