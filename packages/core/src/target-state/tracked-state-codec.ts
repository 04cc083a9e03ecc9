import type { ByteReader } from "../internal/byte-reader.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { ByteWriter } from "../internal/byte-writer.ts";
import type { Generation, TrackedGroup, TrackedState } from "./tracked-state.ts";

const MAY_BE_MISSING = 1;
const UNDECLARED = 2;
const CONTAINER = 4;
/** Above the flags stands the number of possible states. */
const POSSIBLE = 8;

export function writeTracked(writer: ByteWriter, groups: readonly TrackedGroup[]): void {
  for (const { generation, provider, states } of groups) {
    writeGroup(writer, provider, generation, states.length);
    for (const state of states) writeState(writer, state.key, state, state.declared, state.container);
  }
}

/** What stands before the states of a group. */
export function writeGroup(writer: ByteWriter, provider: Uint8Array, generation: Generation, states: number): void {
  writer.bytes(provider);
  writer.count(generation.providerId);
  writer.count(generation.schemaVersion);
  writer.count(states);
}

export function writeState(
  writer: ByteWriter,
  key: Uint8Array,
  { mayBeMissing, possible }: Pick<TrackedState, "mayBeMissing" | "possible">,
  declared: boolean,
  container: Generation | undefined,
): void {
  writer.count(
    possible.length * POSSIBLE +
      ((mayBeMissing ? MAY_BE_MISSING : 0) | (declared ? 0 : UNDECLARED) | (container === undefined ? 0 : CONTAINER)),
  );
  writer.bytes(key);
  for (const record of possible) writer.bytes(record);
  if (container === undefined) return;
  writer.count(container.providerId);
  writer.count(container.schemaVersion);
}

export function readTracked(reader: ByteReader): TrackedGroup[] {
  return reader.list(() => ({
    provider: shared(reader.bytes()),
    generation: { providerId: reader.count(), schemaVersion: reader.count() },
    states: reader.list(() => readState(reader)),
  }));
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

/** Of all that `readTracked` gives only containers, and groups that have some: much the faster where there are few. */
export function readContainers(reader: ByteReader): TrackedGroup[] {
  const groups = reader.list(() => {
    const provider = reader.bytes();
    const generation = { providerId: reader.count(), schemaVersion: reader.count() };
    const states: TrackedState[] = [];
    for (let left = reader.count(); left > 0; left--) {
      const header = reader.count();
      if ((header & CONTAINER) !== 0) states.push(readState(reader, header));
      else for (let parts = Math.floor(header / POSSIBLE); parts >= 0; parts--) reader.skip(); // and its key
    }
    return { provider: states.length === 0 ? provider : shared(provider), generation, states };
  });
  return groups.filter(({ states }) => states.length > 0);
}

function readState(reader: ByteReader, header: number = reader.count()): TrackedState {
  const key = reader.bytes();
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
