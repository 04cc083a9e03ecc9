import type { WrittenTargets } from "../component/record-codec.ts";
import type { ByteWriter } from "../internal/byte-writer.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { PossibleStates } from "./reconcile.ts";
import { type Generation, sameGeneration } from "./tracked-state.ts";
import { writeGroup, writeState } from "./tracked-state-codec.ts";

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

/** While the actions are applied, or after them. */
export type Phase = "before" | "after";

interface NextGroup {
  readonly provider: Uint8Array;
  readonly generation: Generation;
  readonly states: NextState[];
}

/** The next states of a component as its record will hold them: put into groups and order once, and written twice. */
export class NextTargets {
  readonly #groups: readonly NextGroup[];

  constructor(states: readonly NextState[]) {
    this.#groups = groupsOf(states);
  }

  in(phase: Phase): WrittenTargets {
    return new PhaseTargets(this.#groups, phase);
  }
}

class PhaseTargets implements WrittenTargets {
  readonly #groups: readonly NextGroup[];
  readonly #phase: Phase;
  /** How many states of each group are written. */
  readonly #counts: readonly number[];
  readonly groups: number;
  readonly settled: boolean;

  constructor(groups: readonly NextGroup[], phase: Phase) {
    this.#groups = groups;
    this.#phase = phase;
    let settled = true;
    const counts: number[] = [];
    let written = 0;
    for (const { states } of groups) {
      let count = 0;
      for (const state of states) {
        const possible = possibleIn(state, phase);
        if (possible === undefined) continue;
        count += 1;
        if (state.declared && (possible.mayBeMissing || possible.possible.length !== 1)) settled = false;
      }
      counts.push(count);
      if (count > 0) written += 1;
    }
    this.#counts = counts;
    this.groups = written;
    this.settled = settled;
  }

  write(writer: ByteWriter): void {
    for (let at = 0; at < this.#groups.length; at++) {
      const count = this.#counts[at] as number;
      if (count === 0) continue;
      const { generation, provider, states } = this.#groups[at] as NextGroup;
      writeGroup(writer, provider, generation, count);
      let before: Uint8Array | undefined;
      for (const state of states) {
        const possible = possibleIn(state, this.#phase);
        if (possible !== undefined)
          before = writeState(writer, state.key, before, possible, state.declared, state.container);
      }
    }
  }
}

function possibleIn(state: NextState, phase: Phase): PossibleStates | undefined {
  if (state.lost) return undefined;
  const possible = phase === "before" ? state.before : state.after;
  return possible === undefined || possible.possible.length === 0 ? undefined : possible;
}

function groupsOf(states: readonly NextState[]): NextGroup[] {
  const groups: NextGroup[] = [];
  for (const state of states) {
    // Few groups, and mostly the very same bytes: nothing is gained by a map.
    let group = groups.find(
      ({ generation, provider }) =>
        (provider === state.provider || sameBytes(provider, state.provider)) &&
        sameGeneration(generation, state.generation),
    );
    if (group === undefined)
      groups.push((group = { provider: state.provider, generation: state.generation, states: [] }));
    group.states.push(state);
  }
  for (const group of groups) sortByKey(group.states);
  return groups.length < 2 ? groups : groups.sort((a, b) => Buffer.compare(a.provider, b.provider));
}

/** Mostly they are declared in their order: to find that out costs less than to sort. */
function sortByKey(states: NextState[]): void {
  for (let at = 1; at < states.length; at++) {
    if (Buffer.compare((states[at - 1] as NextState).key, (states[at] as NextState).key) > 0) {
      states.sort((a, b) => Buffer.compare(a.key, b.key));
      return;
    }
  }
}
