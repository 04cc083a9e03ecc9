import { sameBytes } from "../internal/byte-text.ts";
import type { PossibleStates } from "./reconcile.ts";
import { type Generation, sameGeneration, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

/** A target state as a component will have it once its group is written. */
export interface NextState {
  readonly provider: Uint8Array;
  readonly generation: Generation;
  readonly key: Uint8Array;
  readonly path: string;
  readonly before: PossibleStates;
  /** `undefined`: nothing is left to remember. */
  readonly after: PossibleStates | undefined;
  readonly declared: boolean;
  readonly container: Generation | undefined;
  /** Set when another component of the same group took it over. */
  lost: boolean;
}

/** The groups to store while the actions are applied, or after them. */
export function groupsOf(states: Iterable<NextState>, phase: "before" | "after"): TrackedGroup[] {
  const groups: { provider: Uint8Array; generation: Generation; states: TrackedState[] }[] = [];
  for (const state of states) {
    const possible = phase === "before" ? state.before : state.after;
    if (state.lost || possible === undefined || possible.possible.length === 0) continue;
    // Few groups, and mostly the very same bytes: nothing is gained by a map.
    let group = groups.find(
      ({ generation, provider }) =>
        (provider === state.provider || sameBytes(provider, state.provider)) &&
        sameGeneration(generation, state.generation),
    );
    if (group === undefined) {
      group = { provider: state.provider, generation: state.generation, states: [] };
      groups.push(group);
    }
    group.states.push({
      key: state.key,
      possible: possible.possible,
      mayBeMissing: possible.mayBeMissing,
      declared: state.declared,
      container: state.container,
    });
  }
  for (const group of groups) group.states.sort((a, b) => Buffer.compare(a.key, b.key));
  return groups.sort((a, b) => Buffer.compare(a.provider, b.provider));
}
