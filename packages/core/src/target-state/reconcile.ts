import { absent, type AnyTargetHandler, type Reconciliation, type StableKey } from "@coco/connectorkit";
import { decodeValue } from "../codec/index.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { askHandler, encodeTracking, type HasPath } from "./handler-answer.ts";
import type { Generation, TrackedState } from "./tracked-state.ts";

/** What may be there: the encoded tracking records, and whether the state may be missing although there are some. */
export interface PossibleStates {
  readonly possible: readonly Uint8Array[];
  readonly mayBeMissing: boolean;
}

/** The same, as it is held for every declared state until its group is written: see `docs/internals/performance.md`. */
class HeldStates implements PossibleStates {
  readonly possible: readonly Uint8Array[];
  readonly mayBeMissing: boolean;

  constructor(possible: readonly Uint8Array[], mayBeMissing: boolean) {
    this.possible = possible;
    this.mayBeMissing = mayBeMissing;
  }
}

export const neverWritten: PossibleStates = new HeldStates([], false);

/** The outcome of reconciling one target state. */
export interface Reconciled {
  /** What may be there while the action is applied. */
  readonly before: PossibleStates;
  /** What is there when it has succeeded; `undefined`: nothing, and nothing to remember. */
  readonly after: PossibleStates | undefined;
  readonly action: Reconciliation<unknown, unknown>["action"];
  readonly invalidates: "destructive" | "lossy" | undefined;
  readonly details: readonly string[] | undefined;
}

/** What may be there of a state written under `written`, seen from the container's present generation. */
export function seenFrom(present: Generation | undefined, written: Generation, state: TrackedState): PossibleStates {
  if (present === undefined) return state;
  if (present.providerId !== written.providerId) return neverWritten;
  if (present.schemaVersion !== written.schemaVersion) return { possible: state.possible, mayBeMissing: true };
  return state;
}

/**
 * Asks a handler what is to be done so that `desired` is there.
 *
 * @throws TargetStateError when the handler fails, or gives an answer that cannot be carried out; it names the target state.
 */
export function reconcile(
  handler: AnyTargetHandler,
  key: StableKey,
  /** Or `absent`. */
  desired: unknown,
  previous: PossibleStates,
  target: HasPath,
): Reconciled {
  const isNew = previous.possible.length === 0;
  const answer = ask(handler, key, desired, previous, target);
  if (answer === undefined) {
    const gone = desired === absent;
    const after = gone ? undefined : known(previous);
    return { before: previous, after, action: undefined, invalidates: undefined, details: undefined };
  }
  const tracked = answer.tracking === absent ? undefined : encodeTracking(answer.tracking, target);
  const after: PossibleStates | undefined =
    tracked === undefined ? undefined : new HeldStates(Array.of(tracked), false);
  const { action, details, invalidates } = answer;
  if (action === undefined) return { before: after ?? previous, after, action, invalidates, details };
  const before = new HeldStates(
    after === undefined ? previous.possible : isNew ? after.possible : withRecord(previous.possible, after),
    isNew || after === undefined || previous.mayBeMissing,
  );
  return { before, after, action, invalidates, details };
}

/**
 * The action that deletes a target state, if something is to be done for that.
 *
 * @throws TargetStateError as `reconcile` does.
 */
export function deletingAction(
  handler: AnyTargetHandler,
  key: StableKey,
  previous: PossibleStates,
  target: HasPath,
): Reconciled["action"] {
  return ask(handler, key, absent, previous, target)?.action;
}

function ask(
  handler: AnyTargetHandler,
  key: StableKey,
  desired: unknown,
  { mayBeMissing, possible }: PossibleStates,
  target: HasPath,
): Reconciliation<unknown, unknown> | undefined {
  const records = possible.length === 0 ? [] : readable(possible);
  const previous = { possible: records, mayBeMissing: mayBeMissing || records.length < possible.length };
  return askHandler(target, () => handler.reconcile(key, desired, previous));
}

function known(previous: PossibleStates): PossibleStates | undefined {
  return previous.possible.length === 0 ? undefined : previous;
}

function withRecord(possible: readonly Uint8Array[], after: PossibleStates): readonly Uint8Array[] {
  const record = after.possible[0] as Uint8Array;
  return possible.some((bytes) => sameBytes(bytes, record)) ? possible : [...possible, record];
}

/** What cannot be read is left out: it is as good as unknown. */
function readable(possible: readonly Uint8Array[]): unknown[] {
  const records: unknown[] = [];
  for (const bytes of possible) {
    try {
      records.push(decodeValue(bytes));
    } catch {
      // left out
    }
  }
  return records;
}
