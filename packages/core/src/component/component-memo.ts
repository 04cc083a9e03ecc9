import { chain } from "../internal/chain.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { Run } from "../app/run.ts";
import { type CallKey, callKey } from "../function/call-key.ts";
import { checkStates, encodeStates, type StateCheck } from "../function/memo-states.ts";
import type { ComponentMemo, ComponentRecord, StoredRecord } from "./component-record.ts";
import type { MountedFunction } from "./mounted-function.ts";

/** Whether a component is as it was. */
export interface Judgement {
  readonly hit: boolean;
  /** What the call is known by; `undefined` where the function is not memoized. */
  readonly key: CallKey | undefined;
  /** The states of the arguments before the run. */
  readonly check: StateCheck;
  /** On a hit: the record to store because states moved on without making it invalid. */
  readonly refreshed: ComponentRecord | undefined;
}

const NO_STATES: StateCheck = { valid: true, outcomes: [] };
const NOT_MEMOIZED: Judgement = { hit: false, key: undefined, check: NO_STATES, refreshed: undefined };

/** Judges a mounted function by its record as the run began. Synchronous unless a state has to be asked for. */
export function judge(
  run: Run,
  mounted: MountedFunction,
  args: readonly unknown[],
  record: StoredRecord,
  allowHit: boolean,
): Judgement | Promise<Judgement> {
  const { state } = mounted;
  if (state === undefined || state.memo === false) return NOT_MEMOIZED;
  const key = callKey(state, undefined, args, state.identity);
  const memo = allowHit && !run.reprocessing ? record.memo : undefined;
  const matches = memo !== undefined && matchesCall(run, mounted, args, key, memo) && record.settled;
  const conclude = (check: StateCheck): Judgement => {
    const hit = matches && check.valid;
    return { hit, key, check, refreshed: hit ? refreshed(record, memo, check) : undefined };
  };
  return chain(checkStates(key.stated, matches ? memo.states : undefined), conclude);
}

function matchesCall(run: Run, mounted: MountedFunction, args: readonly unknown[], key: CallKey, memo: ComponentMemo): boolean {
  if (!run.dependencySets.holds(memo.dependencySet)) return false;
  if (sameBytes(memo.fingerprint, key.fingerprint)) return true;
  const { state } = mounted;
  return (state?.formerIdentities ?? []).some(
    (former) => state !== undefined && sameBytes(memo.fingerprint, callKey(state, undefined, args, former).fingerprint),
  );
}

function refreshed(record: ComponentRecord, memo: ComponentMemo, check: StateCheck): ComponentRecord | undefined {
  if (check.outcomes.length === 0) return undefined;
  const states = encodeStates(check.outcomes);
  if (states.every((bytes, index) => sameBytes(bytes, memo.states[index] as Uint8Array))) return undefined;
  return {
    memo: { ...memo, states },
    targets: record.targets,
    identifiers: record.identifiers,
    appMemos: record.appMemos,
    levels: record.levels,
    hasFunctionMemos: record.hasFunctionMemos,
  };
}
