import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Change } from "../store/index.ts";
import type { NextState, Phase } from "./next-states.ts";
import type { PlannedStates } from "./planned-states.ts";
import { childTargetPath, ownerHash } from "./target-path.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

/** A target state as it stood in a component's record before this run. */
export interface EarlierState {
  readonly group: TrackedGroup;
  readonly state: TrackedState;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** By the path as text. */
export function earlierStates(targets: readonly TrackedGroup[]): ReadonlyMap<string, EarlierState> {
  if (targets.length === 0) return NONE;
  const earlier = new Map<string, EarlierState>();
  for (const group of targets) {
    for (const state of group.states)
      earlier.set(byteText(childTargetPath(group.provider, state.key)), { group, state });
  }
  return earlier;
}

/**
 * Adds the owner entries of states that the record does not hold any more, or never came to hold: they go in one
 * transaction with its change. Both maps are by the path as text.
 */
export function disowned(
  earlier: ReadonlyMap<string, EarlierState>,
  planned: PlannedStates,
  taken: ReadonlyMap<string, string> | undefined,
  phase: Phase,
  changes: Change[],
): void {
  const isOver = (state: NextState): boolean => phase === "after" && state.after === undefined && !state.lost;
  for (const path of earlier.keys()) {
    const state = planned.get(path);
    if (state === undefined ? !taken?.has(path) : isOver(state)) changes.push(disown(path));
  }
  if (phase === "before") return;
  for (const state of planned) if (isOver(state) && !earlier.has(state.path)) changes.push(disown(state.path));
}

function disown(path: string): Change {
  return { kind: "delete", table: "owner", key: ownerHash(bytesOfText(path)) };
}
