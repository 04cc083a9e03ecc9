import type { ByteReader } from "../internal/byte-reader.ts";
import type { ByteWriter } from "../internal/byte-writer.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

const MAY_BE_MISSING = 1;
const UNDECLARED = 2;
const CONTAINER = 4;
/** Above the flags stands the number of possible states. */
const POSSIBLE = 8;

export function writeTracked(writer: ByteWriter, groups: readonly TrackedGroup[]): void {
  writer.count(groups.length);
  for (const { generation, provider, states } of groups) {
    writer.bytes(provider);
    writer.count(generation.providerId);
    writer.count(generation.schemaVersion);
    writer.count(states.length);
    for (const state of states) writeState(writer, state);
  }
}

function writeState(writer: ByteWriter, { container, declared, key, mayBeMissing, possible }: TrackedState): void {
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
    provider: reader.bytes(),
    generation: { providerId: reader.count(), schemaVersion: reader.count() },
    states: reader.list(() => readState(reader)),
  }));
}

function readState(reader: ByteReader): TrackedState {
  const header = reader.count();
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
