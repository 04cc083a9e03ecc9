import { isSettled, type TrackedGroup } from "../target-state/tracked-state.ts";
import { pack, unpack } from "../internal/packing.ts";
import { type LastRun, type PackedReason, packLastRun, unpackLastRun } from "./stored-reason.ts";

/** The result of a mounted function that is memoized. */
export interface ComponentMemo {
  /** Of the function's identity and its arguments. */
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
}

export interface IssuedIdentifiers {
  readonly dependency: Uint8Array;
  readonly numbers: readonly number[];
}

const FORMAT = 2;
const NO_BYTES = new Uint8Array(0);

export const emptyRecord: StoredRecord = {
  settled: true,
  memo: undefined,
  targets: [],
  identifiers: [],
  appMemos: NO_BYTES,
  levels: [],
  hasFunctionMemos: false,
  hasStates: false,
};

type PackedMemo = [Uint8Array, Uint8Array, number, Uint8Array[], Uint8Array | null, PackedReason];
type PackedState = [Uint8Array, Uint8Array[], number, [number, number] | null];
type PackedGroup = [Uint8Array, number, number, PackedState[]];
type PackedRecord = [
  format: number,
  memo: PackedMemo | null,
  targets: Uint8Array | null,
  identifiers: [Uint8Array, number[]][] | null,
  appMemos: Uint8Array | null,
  levels: Uint8Array[] | null,
  flags: number,
];

const HAS_FUNCTION_MEMOS = 1;
const UNSETTLED = 2;
const HAS_STATES = 4;

const MAY_BE_MISSING = 1;
const UNDECLARED = 2;

export function encodeRecord(record: ComponentRecord): Uint8Array {
  const { memo } = record;
  const packed: PackedRecord = [
    FORMAT,
    memo === undefined
      ? null
      : [
          memo.fingerprint,
          memo.parts,
          memo.dependencySet,
          [...memo.states],
          memo.value ?? null,
          packLastRun(memo.lastRun),
        ],
    record.targets.length === 0 ? null : pack(record.targets.map(packGroup)),
    record.identifiers.length === 0
      ? null
      : record.identifiers.map((issued) => [issued.dependency, [...issued.numbers]]),
    record.appMemos.length === 0 ? null : record.appMemos,
    record.levels.length === 0 ? null : [...record.levels],
    (record.hasFunctionMemos ? HAS_FUNCTION_MEMOS : 0) |
      (isUnsettled(record) ? UNSETTLED : 0) |
      (record.hasStates ? HAS_STATES : 0),
  ];
  return pack(packed);
}

/**
 * Reads a record. The tracked target states are unpacked when they are asked for: a memo hit never looks at them.
 * Throws when the bytes are of another format.
 */
export function decodeRecord(bytes: Uint8Array): StoredRecord {
  const [format, memo, targets, identifiers, appMemos, levels, flags] = unpack(bytes) as PackedRecord;
  if (format !== FORMAT) throw new RangeError(`component record of format ${String(format)}`);
  let groups: readonly TrackedGroup[] | undefined;
  return {
    memo:
      memo === null
        ? undefined
        : {
            fingerprint: memo[0],
            parts: memo[1],
            dependencySet: memo[2],
            states: memo[3],
            value: memo[4] ?? undefined,
            lastRun: unpackLastRun(memo[5]),
          },
    get targets() {
      groups ??= targets === null ? [] : (unpack(targets) as PackedGroup[]).map(unpackGroup);
      return groups;
    },
    identifiers: (identifiers ?? []).map(([dependency, numbers]) => ({ dependency, numbers })),
    appMemos: appMemos ?? NO_BYTES,
    levels: levels ?? [],
    hasFunctionMemos: (flags & HAS_FUNCTION_MEMOS) !== 0,
    hasStates: (flags & HAS_STATES) !== 0,
    settled: (flags & UNSETTLED) === 0,
  };
}

function isUnsettled(record: ComponentRecord): boolean {
  return record.targets.some((group) => group.states.some((state) => state.declared && !isSettled(state)));
}

function packGroup(group: TrackedGroup): PackedGroup {
  return [
    group.provider,
    group.generation.providerId,
    group.generation.schemaVersion,
    group.states.map((state) => [
      state.key,
      [...state.possible],
      (state.mayBeMissing ? MAY_BE_MISSING : 0) | (state.declared ? 0 : UNDECLARED),
      state.container === undefined ? null : [state.container.providerId, state.container.schemaVersion],
    ]),
  ];
}

function unpackGroup([provider, providerId, schemaVersion, states]: PackedGroup): TrackedGroup {
  return {
    provider,
    generation: { providerId, schemaVersion },
    states: states.map(([key, possible, flags, container]) => ({
      key,
      possible,
      mayBeMissing: (flags & MAY_BE_MISSING) !== 0,
      declared: (flags & UNDECLARED) === 0,
      container: container === null ? undefined : { providerId: container[0], schemaVersion: container[1] },
    })),
  };
}
