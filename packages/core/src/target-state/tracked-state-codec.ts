import type { ByteReader } from "../internal/byte-reader.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { ByteWriter } from "../internal/byte-writer.ts";
import { CONTAINER, MAY_BE_MISSING, POSSIBLE, SHARES_KEY, UNDECLARED } from "./state-header.ts";
import type { Generation, TrackedGroup, TrackedState } from "./tracked-state.ts";

/** Sharing less than this saves nothing. */
const WORTH_SHARING = 2;

/** Whether keys may share what they begin with: not in records of older formats. */
export type KeysStand = "shared" | "whole";

export function writeTracked(writer: ByteWriter, groups: readonly TrackedGroup[]): void {
  for (const { generation, provider, states } of groups) {
    writeGroup(writer, provider, generation, states.length);
    let before: Uint8Array | undefined;
    for (const { container, declared, key, mayBeMissing, possible } of states)
      before = writeState(writer, key, before, { mayBeMissing, possible }, declared, container);
  }
}

/** What stands before the states of a group. */
export function writeGroup(writer: ByteWriter, provider: Uint8Array, generation: Generation, states: number): void {
  writer.bytes(provider);
  writer.count(generation.providerId);
  writer.count(generation.schemaVersion);
  writer.count(states);
}

/**
 * Writes a state. Gives what to pass as `before` for the next one of the group: the key of the last one that is no
 * container, for containers are read without the others, and have nothing to do with their keys.
 */
export function writeState(
  writer: ByteWriter,
  key: Uint8Array,
  before: Uint8Array | undefined,
  { mayBeMissing, possible }: Pick<TrackedState, "mayBeMissing" | "possible">,
  declared: boolean,
  container: Generation | undefined,
): Uint8Array | undefined {
  const shared = before === undefined || container !== undefined ? 0 : sharedLength(before, key);
  const shares = shared >= WORTH_SHARING;
  writer.count(
    possible.length * POSSIBLE +
      ((mayBeMissing ? MAY_BE_MISSING : 0) |
        (declared ? 0 : UNDECLARED) |
        (container === undefined ? 0 : CONTAINER) |
        (shares ? SHARES_KEY : 0)),
  );
  if (shares) {
    writer.count(shared);
    writer.bytesFrom(key, shared);
  } else writer.bytes(key);
  for (const record of possible) writer.bytes(record);
  if (container === undefined) return key;
  writer.count(container.providerId);
  writer.count(container.schemaVersion);
  return before;
}

function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

/** The target states of a record. */
export interface ReadStates {
  readonly groups: readonly TrackedGroup[];
  /** How many are stored. */
  readonly count: number;
}

export function readTracked(reader: ByteReader, stand: KeysStand = "shared"): ReadStates {
  let count = 0;
  const groups = reader.list(() => {
    const provider = shared(reader.bytes());
    const generation = { providerId: reader.count(), schemaVersion: reader.count() };
    const states = readStates(reader, stand);
    count += states.length;
    return { provider, generation, states };
  });
  return { groups, count };
}

function readStates(reader: ByteReader, stand: KeysStand): TrackedState[] {
  let before: Uint8Array | undefined;
  return reader.list(() => {
    const state = readState(reader, readHeader(reader, stand), before);
    if (state.container === undefined) before = state.key;
    return state;
  });
}

/** Flags and the number of possible states, as they are written now. */
function readHeader(reader: ByteReader, stand: KeysStand): number {
  const header = reader.count();
  if (stand === "shared") return header;
  const flags = header % SHARES_KEY;
  return (header - flags) * 2 + flags;
}

/** Providers that were read lately. */
const recent: Uint8Array[] = [];
const MOST_RECENT = 4;

/** The same object for the same provider: what was found out about it is found again by the object. */
function shared(provider: Uint8Array): Uint8Array {
  const known = recent.find((other) => sameBytes(other, provider));
  if (known !== undefined) return known;
  const own = Buffer.from(provider); // not a view of all that it was read with
  recent.unshift(own);
  if (recent.length > MOST_RECENT) recent.pop();
  return own;
}

/** The same with containers alone, and groups that have some: much the faster where there are few. */
export function readContainers(reader: ByteReader, stand: KeysStand = "shared"): ReadStates {
  let count = 0;
  const groups = reader.list(() => {
    const provider = reader.bytes();
    const generation = { providerId: reader.count(), schemaVersion: reader.count() };
    const states: TrackedState[] = [];
    let left = reader.count();
    count += left;
    for (; left > 0; left--) {
      const header = readHeader(reader, stand);
      if ((header & CONTAINER) !== 0) {
        states.push(readState(reader, header, undefined));
        continue;
      }
      passState(reader, header);
    }
    return { provider: states.length === 0 ? provider : shared(provider), generation, states };
  });
  return { groups: groups.filter(({ states }) => states.length > 0), count };
}

/** How many there are; `undefined` where one of them is a container. Nothing is made of them. */
export function countPlainStates(reader: ByteReader): number | undefined {
  let count = 0;
  for (let groups = reader.count(); groups > 0; groups--) {
    reader.skip();
    reader.count();
    reader.count();
    const states = reader.count();
    count += states;
    for (let left = states; left > 0; left--) {
      const header = reader.count();
      if ((header & CONTAINER) !== 0) return undefined;
      passState(reader, header);
    }
  }
  return count;
}

/** Passes over what stands behind the header of a state that is no container. */
function passState(reader: ByteReader, header: number): void {
  if ((header & SHARES_KEY) !== 0) reader.count();
  for (let parts = Math.floor(header / POSSIBLE); parts >= 0; parts--) reader.skip(); // and its key
}

function readState(reader: ByteReader, header: number, before: Uint8Array | undefined): TrackedState {
  const key = (header & SHARES_KEY) === 0 ? reader.bytes() : readRest(reader, before);
  const possible: Uint8Array[] = [];
  for (let left = Math.floor(header / POSSIBLE); left > 0; left--) possible.push(reader.bytes());
  return {
    key,
    possible,
    mayBeMissing: (header & MAY_BE_MISSING) !== 0,
    declared: (header & UNDECLARED) === 0,
    container: (header & CONTAINER) === 0 ? undefined : { providerId: reader.count(), schemaVersion: reader.count() },
  };
}

function readRest(reader: ByteReader, before: Uint8Array | undefined): Uint8Array {
  const shared = reader.count();
  if (before === undefined || shared > before.length) throw new RangeError("a key shares more than there is");
  const rest = reader.bytes();
  const key = Buffer.allocUnsafe(shared + rest.length);
  key.set(before.subarray(0, shared));
  key.set(rest, shared);
  return key;
}
