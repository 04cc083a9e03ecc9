import type { Component } from "../component/component.ts";
import { NEW, REPROCESSING, type RunReason, UNFINISHED, VALUE } from "../component/run-reason.ts";
import type { Declaration } from "./declaration.ts";
import type { PossibleStates } from "./reconcile.ts";
import { formatTargetPath } from "./target-path.ts";
import { type FoundState, type Generation, sameGeneration } from "./tracked-state.ts";

/** What is known of a target state as it is declared. */
export interface DeclaredState {
  readonly declaration: Declaration;
  /** Of its container, now. */
  readonly generation: Generation;
  /** What is stored of it. */
  readonly known: FoundState | undefined;
  /** What may be there of it. */
  readonly previous: PossibleStates;
}

/**
 * Why just this target state changes. Nothing where its component says it: that of one that is memoized ran for a reason.
 * One that runs every time has none to give, and stores nothing of its arguments: what the state was is all that is known.
 */
export function causeOf(
  { callReason, reason, run }: Component,
  { declaration, generation, known, previous }: DeclaredState,
): RunReason | undefined {
  const isRebuilt = known !== undefined && !sameGeneration(known.generation, generation);
  // What a rebuilt container held is new to it, and not to the user.
  const isNew = previous.possible.length === 0 && !isRebuilt;
  if (run.reprocessing) return isNew ? NEW : REPROCESSING;
  if (reason.kind !== "notMemoized") return undefined;
  if (isNew) return NEW;
  if (isRebuilt) return { kind: "dependency", on: "target", name: formatTargetPath(declaration.provider) };
  if (previous.mayBeMissing || previous.possible.length > 1) return UNFINISHED;
  if (declaration.container) return { kind: "schema" };
  return callReason ?? VALUE;
}
