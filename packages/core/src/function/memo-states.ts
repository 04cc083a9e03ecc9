import type { MemoStateOutcome, MemoStateSource } from "@coco/connectorkit";
import { decodeValue, encodeValue } from "../codec/index.ts";
import { CONTENT, type RunReason, UNREADABLE } from "../component/run-reason.ts";
import { isPromise } from "../internal/chain.ts";
import { checkOutcome } from "./check-outcome.ts";

/** What asking all stated arguments gave. */
export interface StateCheck {
  readonly valid: boolean;
  /** Why a result does not stand where it is not valid. */
  readonly reason: RunReason;
  readonly outcomes: readonly MemoStateOutcome<unknown>[];
}

/** What the arguments answered, not awaited yet. */
export interface StateAnswers {
  /** The stored states that they were asked with; `undefined` where there are none to compare with. */
  readonly previous: readonly unknown[] | undefined;
  readonly answers: readonly (MemoStateOutcome<unknown> | Promise<MemoStateOutcome<unknown>>)[];
}

/** Asks the arguments for their states: with what was stored, to judge a hit; with nothing, before a run. */
function askStates(stated: readonly MemoStateSource[], stored: readonly Uint8Array[] | undefined): StateAnswers {
  return askStatesWith(stated, stored?.length === stated.length ? decodeAll(stored) : undefined);
}

/** The same with states that are decoded already: as many as there are arguments. */
export function askStatesWith(
  stated: readonly MemoStateSource[],
  previous: readonly unknown[] | undefined,
): StateAnswers {
  return { previous, answers: stated.map((argument, index) => argument.validate(previous?.[index])) };
}

/** The same, with the answers awaited. Stays synchronous as long as every argument does. */
export function checkStates(
  stated: readonly MemoStateSource[],
  stored: readonly Uint8Array[] | undefined,
  asked?: StateAnswers,
): StateCheck | Promise<StateCheck> {
  if (stated.length === 0) {
    return { valid: stored === undefined || stored.length === 0, reason: CONTENT, outcomes: [] };
  }
  const { answers, previous } = asked ?? askStates(stated, stored);
  const comparable = previous !== undefined;
  const conclude = (outcomes: readonly MemoStateOutcome<unknown>[]): StateCheck => {
    for (const [index, outcome] of outcomes.entries()) checkOutcome(outcome, stated[index]?.name);
    return {
      valid: comparable && outcomes.every((outcome) => outcome.valid),
      reason: !comparable && stored?.length === stated.length ? UNREADABLE : CONTENT,
      outcomes,
    };
  };
  return answers.some(isPromise)
    ? Promise.all(answers).then(conclude)
    : conclude(answers as readonly MemoStateOutcome<unknown>[]);
}

/** The states to store after a hit: as they are now. */
export function encodeStates(
  outcomes: readonly MemoStateOutcome<unknown>[],
  stated: readonly MemoStateSource[],
): Uint8Array[] {
  return outcomes.map((outcome, index) => encodeState(outcome.state, stated[index]?.name));
}

/** The states to store after a run: completed by what the run read. */
export function encodeCompletedStates(
  outcomes: readonly MemoStateOutcome<unknown>[],
  stated: readonly MemoStateSource[],
): Uint8Array[] {
  return outcomes.map((outcome, index) => encodeState(outcome.afterRun?.() ?? outcome.state, stated[index]?.name));
}

function encodeState(state: unknown, name = "an object"): Uint8Array {
  return encodeValue(state, `the memo state of ${name}`, "state");
}

/** The stored states; `undefined` when one of them cannot be read: that is as good as none. */
function decodeAll(stored: readonly Uint8Array[]): unknown[] | undefined {
  try {
    return stored.map(decodeValue);
  } catch {
    return undefined;
  }
}
