import { decodeValueIn } from "../codec/index.ts";
import { ByteReader } from "../internal/byte-reader.ts";
import { ByteWriter } from "../internal/byte-writer.ts";
import { isSealed, unsealed } from "../internal/packing.ts";
import { type ReadStates, readContainers, readTracked, writeTracked } from "../target-state/tracked-state-codec.ts";
import { isSettled, type TrackedGroup } from "../target-state/tracked-state.ts";
import type { ComponentMemo, ComponentRecord, IssuedIdentifiers, StoredRecord } from "./component-record.ts";
import { readLastRun, writeLastRun } from "./last-run.ts";

const FORMAT = 6;
/** Still read: keys of target states stand whole. */
const FORMAT_WITH_WHOLE_KEYS = 5;
const FINGERPRINT_BYTES = 16;
const NO_BYTES = new Uint8Array(0);
const NO_STATES: ReadStates = { groups: [], count: 0 };

const HAS_MEMO = 1;
const HAS_FUNCTION_MEMOS = 2;
const UNSETTLED = 4;
const HAS_STATES = 8;
const HAS_TARGETS = 16;
const HAS_IDENTIFIERS = 32;
const HAS_APP_MEMOS = 64;
const HAS_LEVELS = 128;

const writer = new ByteWriter();

/** Target states as they are to stand in a record. */
export interface WrittenTargets {
  /** How many groups there are. */
  readonly groups: number;
  /** Whether all that is declared is settled. */
  readonly settled: boolean;
  /** Writes the groups. */
  write(writer: ByteWriter): void;
}

/**
 * A record in bytes: format, flags, then what there is of memo, levels, app memos, identifiers and target states, and a checksum. The
 * memo begins with its fingerprint, so that a hit reads the first 20 or so bytes and its states.
 */
export function encodeRecord({ targets, ...rest }: ComponentRecord): Uint8Array {
  return encodeRecordWith(rest, {
    groups: targets.length,
    settled: !isUnsettled(targets),
    write: (into) => writeTracked(into, targets),
  });
}

/** The same, of states that are not there as those of a record. */
export function encodeRecordWith(record: Omit<ComponentRecord, "targets">, targets: WrittenTargets): Uint8Array {
  const { appMemos, hasFunctionMemos, hasStates, identifiers, levels, memo } = record;
  writer.start();
  writer.byte(FORMAT);
  writer.byte(
    (memo === undefined ? 0 : HAS_MEMO) |
      (hasFunctionMemos ? HAS_FUNCTION_MEMOS : 0) |
      (targets.settled ? 0 : UNSETTLED) |
      (hasStates ? HAS_STATES : 0) |
      (targets.groups === 0 ? 0 : HAS_TARGETS) |
      (identifiers.length === 0 ? 0 : HAS_IDENTIFIERS) |
      (appMemos.length === 0 ? 0 : HAS_APP_MEMOS) |
      (levels.length === 0 ? 0 : HAS_LEVELS),
  );
  if (memo !== undefined) writeMemo(memo);
  if (levels.length > 0) {
    writer.count(levels.length);
    for (const level of levels) writer.bytes(level);
  }
  if (appMemos.length > 0) writer.bytes(appMemos);
  if (identifiers.length > 0) writeIdentifiers(identifiers);
  if (targets.groups > 0) {
    writer.count(targets.groups);
    targets.write(writer);
  }
  writer.checksum();
  return writer.finish();
}

function writeMemo({ dependencySet, fingerprint, lastRun, parts, states, value }: ComponentMemo): void {
  writer.raw(fingerprint);
  writer.count(dependencySet);
  writer.count(states.length);
  for (const state of states) writer.bytes(state);
  writer.bytes(parts);
  writer.byte(value === undefined ? 0 : 1);
  if (value !== undefined) writer.bytes(value);
  writeLastRun(writer, lastRun);
}

function writeIdentifiers(identifiers: readonly IssuedIdentifiers[]): void {
  writer.count(identifiers.length);
  for (const { dependency, numbers } of identifiers) {
    writer.bytes(dependency);
    writer.count(numbers.length);
    for (const number of numbers) writer.count(number);
  }
}

function isUnsettled(targets: readonly TrackedGroup[]): boolean {
  for (const { states } of targets) for (const state of states) if (state.declared && !isSettled(state)) return true;
  return false;
}

/**
 * The record in stored bytes; `undefined` where they are damaged, or of another format. `"containers"`: without all
 * other target states.
 */
export function readRecord(bytes: Uint8Array, which: "all" | "containers" = "all"): StoredRecord | undefined {
  try {
    return decodeRecord(bytes, which);
  } catch {
    return undefined;
  }
}

/** Whether stored bytes are a record that has neither target states nor levels; not where they are damaged. */
export function isBareRecord(bytes: Uint8Array): boolean {
  const [format, flags] = bytes;
  return (
    (format === FORMAT || format === FORMAT_WITH_WHOLE_KEYS) &&
    flags !== undefined &&
    (flags & (HAS_TARGETS | HAS_LEVELS)) === 0 &&
    isSealed(bytes)
  );
}

/**
 * A reader that stands before the target states of a record of a component without others beneath it, for those who go through them
 * where they lie. `undefined`: for the others the record has to be read, or it is damaged, or has none.
 */
export function readerOfLeafStates(bytes: Uint8Array): ByteReader | undefined {
  const [format, flags = 0] = bytes;
  if (format !== FORMAT || (flags & (HAS_TARGETS | HAS_LEVELS)) !== HAS_TARGETS || !isSealed(bytes)) return undefined;
  const reader = new ByteReader(bytes, 2);
  if ((flags & HAS_MEMO) !== 0) passMemo(reader);
  if ((flags & HAS_APP_MEMOS) !== 0) reader.skip();
  if ((flags & HAS_IDENTIFIERS) !== 0) readIdentifiers(reader);
  return reader;
}

/**
 * Reads a record. The tracked target states are read when they are asked for: a memo hit never looks at them.
 * Throws when the bytes are damaged, or of another format.
 */
export function decodeRecord(bytes: Uint8Array, which: "all" | "containers" = "all"): StoredRecord {
  const reader = new ByteReader(unsealed(bytes));
  const format = reader.byte();
  if (format !== FORMAT && format !== FORMAT_WITH_WHOLE_KEYS)
    throw new RangeError(`component record of format ${format}`);
  const stand = format === FORMAT ? "shared" : "whole";
  const flags = reader.byte();
  const memo = (flags & HAS_MEMO) === 0 ? undefined : readMemo(reader);
  const levels = (flags & HAS_LEVELS) === 0 ? [] : reader.list(() => reader.bytes());
  const appMemos = (flags & HAS_APP_MEMOS) === 0 ? NO_BYTES : reader.bytes();
  const identifiers = (flags & HAS_IDENTIFIERS) === 0 ? [] : readIdentifiers(reader);
  let read: ReadStates | undefined = (flags & HAS_TARGETS) === 0 ? NO_STATES : undefined;
  const states = (): ReadStates =>
    (read ??= which === "all" ? readTracked(reader, stand) : readContainers(reader, stand));
  return {
    memo,
    levels,
    appMemos,
    identifiers,
    get targets() {
      return states().groups;
    },
    get stateCount() {
      return states().count;
    },
    hasFunctionMemos: (flags & HAS_FUNCTION_MEMOS) !== 0,
    hasStates: (flags & HAS_STATES) !== 0,
    settled: (flags & UNSETTLED) === 0,
  };
}

function readMemo(reader: ByteReader): ComponentMemo {
  return {
    fingerprint: reader.raw(FINGERPRINT_BYTES),
    dependencySet: reader.count(),
    states: reader.list(() => reader.bytes()),
    parts: reader.bytes(),
    value: reader.byte() === 0 ? undefined : reader.bytes(),
    lastRun: readLastRun(reader),
  };
}

function passMemo(reader: ByteReader): void {
  reader.pass(FINGERPRINT_BYTES);
  reader.count();
  for (let left = reader.count(); left > 0; left--) reader.skip();
  reader.skip();
  if (reader.byte() !== 0) reader.skip();
  readLastRun(reader);
}

function readIdentifiers(reader: ByteReader): IssuedIdentifiers[] {
  return reader.list(() => ({ dependency: reader.bytes(), numbers: reader.list(() => reader.count()) }));
}

/** What judging a hit needs of a stored result. */
export class StoredResult {
  readonly dependencySet: number;
  readonly #bytes: Uint8Array;
  readonly #reader: ByteReader;

  constructor(bytes: Uint8Array, reader: ByteReader) {
    this.dependencySet = reader.count();
    this.#bytes = bytes;
    this.#reader = reader;
  }

  /** The stored states of the arguments, decoded; to be asked for once. `undefined`: there are not so many, or one cannot be read. */
  states(count: number): readonly unknown[] | undefined {
    const reader = this.#reader;
    if (reader.count() !== count) return undefined;
    const states: unknown[] = [];
    try {
      for (let index = 0; index < count; index++) {
        const start = reader.skip();
        states.push(decodeValueIn(this.#bytes, start, reader.position));
      }
    } catch {
      return undefined;
    }
    return states;
  }
}

/**
 * The stored result of the call with this fingerprint (as text), read without the rest of the record; `undefined` where
 * the record holds no result, that of another call, or target states that are not settled.
 */
export function storedResult(bytes: Uint8Array, fingerprint: string): StoredResult | undefined {
  if (bytes[0] !== FORMAT && bytes[0] !== FORMAT_WITH_WHOLE_KEYS) return undefined;
  if (((bytes[1] as number) & (HAS_MEMO | UNSETTLED)) !== HAS_MEMO) return undefined;
  for (let index = 0; index < FINGERPRINT_BYTES; index++) {
    if (bytes[index + 2] !== fingerprint.charCodeAt(index)) return undefined;
  }
  return new StoredResult(bytes, new ByteReader(bytes, 2 + FINGERPRINT_BYTES));
}
