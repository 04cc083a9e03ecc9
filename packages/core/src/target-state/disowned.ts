import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Change } from "../store/index.ts";
import type { NextState } from "./next-states.ts";
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
 * The owner entries of states that the record does not hold any more, or never came to hold: they go in one transaction
 * with its change. All maps are by the path as text.
 */
export function disowned(
  earlier: ReadonlyMap<string, EarlierState>,
  next: ReadonlyMap<string, NextState>,
  taken: ReadonlyMap<string, string> | undefined,
  phase: "before" | "after",
): Change[] {
  const changes: Change[] = [];
  if (phase === "before" && earlier.size === 0) return changes;
  if (earlier.size === 0) {
    for (const [path, state] of next) if (state.after === undefined && !state.lost) changes.push(disown(path));
    return changes;
  }
  const isOver = (state: NextState): boolean => phase === "after" && state.after === undefined && !state.lost;
  for (const path of earlier.keys()) {
    const state = next.get(path);
    if (state === undefined ? !taken?.has(path) : isOver(state)) changes.push(disown(path));
  }
  for (const [path, state] of next) if (!earlier.has(path) && isOver(state)) changes.push(disown(path));
  return changes;
}

function disown(path: string): Change {
  return { kind: "delete", table: "owner", key: ownerHash(bytesOfText(path)) };
}
