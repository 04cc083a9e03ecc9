import { sameBytes } from "../internal/byte-text.ts";
import type { PossibleStates } from "./reconcile.ts";
import { type Generation, sameGeneration, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

/** What a next state is made from. */
export interface NextStateParts {
  readonly provider: Uint8Array;
  readonly generation: Generation;
  readonly key: Uint8Array;
  readonly path: string;
  readonly before: PossibleStates;
  /** `undefined`: nothing is left to remember. */
  readonly after: PossibleStates | undefined;
  readonly declared: boolean;
  readonly container: Generation | undefined;
}

/** A target state as a component will have it once its group is written. */
export class NextState implements NextStateParts {
  readonly provider: Uint8Array;
  readonly generation: Generation;
  readonly key: Uint8Array;
  readonly path: string;
  readonly before: PossibleStates;
  readonly after: PossibleStates | undefined;
  readonly declared: boolean;
  readonly container: Generation | undefined;
  /** Set when another component of the same group took it over. */
  lost = false;

  constructor(parts: NextStateParts) {
    this.provider = parts.provider;
    this.generation = parts.generation;
    this.key = parts.key;
    this.path = parts.path;
    this.before = parts.before;
    this.after = parts.after;
    this.declared = parts.declared;
    this.container = parts.container;
  }
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
  for (const group of groups) sortByKey(group.states);
  return groups.length < 2 ? groups : groups.sort((a, b) => Buffer.compare(a.provider, b.provider));
}

/** Mostly they are declared in their order: to find that out costs less than to sort. */
function sortByKey(states: TrackedState[]): void {
  for (let at = 1; at < states.length; at++) {
    if (Buffer.compare((states[at - 1] as TrackedState).key, (states[at] as TrackedState).key) > 0) {
      states.sort((a, b) => Buffer.compare(a.key, b.key));
      return;
    }
  }
}
