import type { TrackedGroup } from "../target-state/tracked-state.ts";
import type { LastRun } from "./last-run.ts";

/** The result of a mounted function that is memoized. */
export interface ComponentMemo {
  /** Of the function's identity and its arguments: 16 bytes. */
  readonly fingerprint: Uint8Array;
  /** Four bytes for each argument, to say later which one changed. */
  readonly parts: Uint8Array;
  readonly dependencySet: number;
  /** One encoded state for each argument that has states, in order. */
  readonly states: readonly Uint8Array[];
  /** The encoded return value; nothing for `undefined`. */
  readonly value: Uint8Array | undefined;
  readonly lastRun: LastRun;
}

/** All that is stored of a component besides its function memos. */
export interface ComponentRecord {
  readonly memo: ComponentMemo | undefined;
  readonly targets: readonly TrackedGroup[];
  /** Identifiers handed out: for each dependency its short hash and the numbers, in order of occurrence. */
  readonly identifiers: readonly IssuedIdentifiers[];
  /** Short hashes of the app memos used, eight bytes each, sorted. */
  readonly appMemos: Uint8Array;
  /** The levels on which this component mounted children: encoded paths relative to its own. */
  readonly levels: readonly Uint8Array[];
  readonly hasFunctionMemos: boolean;
  /** Whether states are stored of it, in a table of their own. */
  readonly hasStates: boolean;
}

/** A record as it was read: what a memo hit asks is answered without unpacking its target states. */
export interface StoredRecord extends ComponentRecord {
  /** Whether every declared target state is known to be what its tracking record says. */
  readonly settled: boolean;
  /** How many target states are stored, also where only containers were asked for. */
  readonly stateCount: number;
}

export interface IssuedIdentifiers {
  readonly dependency: Uint8Array;
  readonly numbers: readonly number[];
}

const NO_BYTES = new Uint8Array(0);

export const emptyRecord: StoredRecord = {
  settled: true,
  stateCount: 0,
  memo: undefined,
  targets: [],
  identifiers: [],
  appMemos: NO_BYTES,
  levels: [],
  hasFunctionMemos: false,
  hasStates: false,
};

/** Stands for a record that cannot be read. What lies in tables of its own may be there all the same. */
export const unreadableRecord: StoredRecord = { ...emptyRecord, hasFunctionMemos: true, hasStates: true };
