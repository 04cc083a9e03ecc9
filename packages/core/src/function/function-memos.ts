import type { LastRun } from "../component/last-run.ts";
import { NEW, type RunReason } from "../component/run-reason.ts";
import type { SharedDeadline } from "../deadline/shared-deadline.ts";
import { ByteReader } from "../internal/byte-reader.ts";
import { byteText } from "../internal/byte-text.ts";
import { ByteWriter } from "../internal/byte-writer.ts";
import { unsealed } from "../internal/packing.ts";
import type { MemoFrame } from "../internal/scope.ts";
import { type CallNote, EarlierArguments, NotedRuns, readNotedRuns } from "./call-note.ts";
import type { Recorder, UsedIdentifier } from "./recorder.ts";

/** The stored result of one memoized call, and what it did. */
export interface FunctionMemo {
  readonly dependencySet: number;
  /** Whether the call gave a promise. */
  readonly asynchronous: boolean;
  readonly states: readonly Uint8Array[];
  readonly value: Uint8Array;
  /** Short hashes, as text, of the target states declared beneath. */
  readonly targets: readonly string[];
  readonly appMemos: readonly string[];
  readonly identifiers: readonly UsedIdentifier[];
  /** Keys of the calls beneath: used when this one is. */
  readonly beneath: readonly string[];
  /** How it was made; missing where an earlier version of the engine stored it. */
  readonly note: CallNote | undefined;
}

/** A call that is running or has run: those who make the same one share it. */
export interface SharedCall {
  readonly outcome: Promise<unknown>;
  readonly recorder: Recorder;
  readonly frame: MemoFrame;
  /** The time that it has; nothing: all the time. */
  readonly deadline: SharedDeadline | undefined;
}

const FORMAT = 3;
/** Without notes of how results were made. */
const FORMAT_WITHOUT_NOTES = 2;
const ASYNCHRONOUS = 1;
/** Set where a call did more than return: most do not. */
const HAS_EFFECTS = 2;
const HAS_NOTE = 4;
const HASH_BYTES = 8;
const KEY_BYTES = 16;
const NOTHING: readonly never[] = [];

const writer = new ByteWriter();

/** The function memos of one component: those stored before, those used or made in this run. */
export class FunctionMemos {
  readonly #stored: ReadonlyMap<string, FunctionMemo>;
  // Most components call nothing that is memoized: maps are made for those that do.
  #kept: Map<string, FunctionMemo> | undefined;
  /** Of the kept ones those that no call has asked for: kept with an entry that stands above them. */
  #unasked: Set<string> | undefined;
  #running: Map<string, SharedCall> | undefined;
  #changed = false;
  #newBytes = 0;
  #earlier: EarlierArguments | undefined;

  constructor(stored: ReadonlyMap<string, FunctionMemo>) {
    this.#stored = stored;
  }

  /** How long the values are that were made in this run. */
  get newBytes(): number {
    return this.#newBytes;
  }

  /** What calls of this run have already used or made. */
  current(key: string): FunctionMemo | undefined {
    return this.#unasked?.has(key) ? undefined : this.#kept?.get(key);
  }

  /** Lets go of what was kept with an entry above it and turns out not to hold. */
  discard(key: string): FunctionMemo | undefined {
    if (!this.#unasked?.delete(key)) return undefined;
    const entry = this.#kept?.get(key);
    this.#kept?.delete(key);
    this.#changed = true;
    return entry;
  }

  stored(key: string): FunctionMemo | undefined {
    return this.#stored.get(key);
  }

  /** Of the calls that were used or made in this run the first that declared a target state, by its short hash. */
  declaring(hash: string): FunctionMemo | undefined {
    for (const memo of this.#kept?.values() ?? []) if (memo.targets.includes(hash)) return memo;
    return undefined;
  }

  /** Why a call ran of which nothing is stored, by what is stored of others. */
  reasonOfNew(parts: Uint8Array): RunReason {
    if (this.#stored.size === 0) return NEW;
    if (this.#earlier === undefined) {
      this.#earlier = new EarlierArguments();
      for (const { note } of this.#stored.values()) if (note !== undefined) this.#earlier.add(note);
    }
    return this.#earlier.reasonOf(parts);
  }

  running(key: string): SharedCall | undefined {
    return this.#running?.get(key);
  }

  begin(key: string, call: SharedCall): void {
    (this.#running ??= new Map()).set(key, call);
  }

  end(key: string): void {
    this.#running?.delete(key);
  }

  /** Keeps an entry that was hit, with all entries beneath it. */
  use(key: string, memo: FunctionMemo): void {
    if (this.current(key) !== undefined) return;
    if (this.#stored.get(key) !== memo) this.#changed = true;
    const kept = (this.#kept ??= new Map());
    kept.set(key, memo);
    this.#unasked?.delete(key);
    for (const inner of memo.beneath) {
      const entry = this.#stored.get(inner);
      if (entry === undefined || kept.has(inner)) continue;
      kept.set(inner, entry);
      (this.#unasked ??= new Set()).add(inner);
    }
  }

  /** Keeps the entry of a call that ran. */
  made(key: string, memo: FunctionMemo): void {
    this.#newBytes += memo.value.length;
    (this.#kept ??= new Map()).set(key, memo);
    this.#unasked?.delete(key);
    this.#changed = true;
  }

  get size(): number {
    return this.#kept?.size ?? 0;
  }

  /** The encoded entries to store; `undefined` when they are what is stored already. */
  encodeIfChanged(): Uint8Array | undefined {
    if (!this.#changed && this.size === this.#stored.size) return undefined;
    return encodeMemos(this.#kept ?? new Map());
  }
}

function encodeMemos(memos: ReadonlyMap<string, FunctionMemo>): Uint8Array {
  writer.start();
  writer.byte(FORMAT);
  const runs = new NotedRuns();
  const numbers = Array.from(memos.values(), ({ note }) => (note === undefined ? 0 : runs.number(note.lastRun)));
  runs.write(writer);
  writer.count(memos.size);
  let index = 0;
  for (const [key, memo] of memos) {
    const { appMemos, asynchronous, beneath, dependencySet, identifiers, note, states, targets, value } = memo;
    const run = numbers[index++] as number;
    const hasEffects = targets.length + appMemos.length + identifiers.length + beneath.length > 0;
    writer.rawText(key);
    writer.count(dependencySet);
    writer.byte(
      (asynchronous ? ASYNCHRONOUS : 0) | (hasEffects ? HAS_EFFECTS : 0) | (note === undefined ? 0 : HAS_NOTE),
    );
    if (note !== undefined) {
      writer.count(run);
      writer.bytes(note.parts);
    }
    writer.count(states.length);
    for (const state of states) writer.bytes(state);
    writer.bytes(value);
    if (!hasEffects) continue;
    for (const texts of [targets, appMemos, beneath]) {
      writer.count(texts.length);
      for (const text of texts) writer.rawText(text);
    }
    writer.count(identifiers.length);
    for (const [dependency, number] of identifiers) {
      writer.count(dependency.length);
      writer.rawText(dependency);
      writer.count(number);
    }
  }
  writer.checksum();
  return writer.finish();
}

/** Reads stored entries. Bytes that cannot be read hold none: the calls run again. */
export function decodeMemos(bytes: Uint8Array | undefined): Map<string, FunctionMemo> {
  const memos = new Map<string, FunctionMemo>();
  if (bytes === undefined) return memos;
  try {
    const reader = new ByteReader(unsealed(bytes));
    const format = reader.byte();
    if (format !== FORMAT && format !== FORMAT_WITHOUT_NOTES) return memos;
    const runs = format === FORMAT ? readNotedRuns(reader) : NOTHING;
    for (let left = reader.count(); left > 0; left--)
      memos.set(byteText(reader.raw(KEY_BYTES)), readMemo(reader, runs));
  } catch {
    memos.clear();
  }
  return memos;
}

function readMemo(reader: ByteReader, runs: readonly LastRun[]): FunctionMemo {
  const dependencySet = reader.count();
  const flags = reader.byte();
  const note = (flags & HAS_NOTE) === 0 ? undefined : readNote(reader, runs);
  const states = reader.list(() => reader.bytes());
  const value = reader.bytes();
  const asynchronous = (flags & ASYNCHRONOUS) !== 0;
  const result = { dependencySet, asynchronous, states, value, note };
  if ((flags & HAS_EFFECTS) === 0)
    return { ...result, targets: NOTHING, appMemos: NOTHING, identifiers: NOTHING, beneath: NOTHING };
  const texts = (width: number): string[] => reader.list(() => byteText(reader.raw(width)));
  return {
    ...result,
    targets: texts(HASH_BYTES),
    appMemos: texts(HASH_BYTES),
    beneath: texts(KEY_BYTES),
    identifiers: reader.list(() => [byteText(reader.bytes()), reader.count()] as const),
  };
}

function readNote(reader: ByteReader, runs: readonly LastRun[]): CallNote {
  const lastRun = runs[reader.count()];
  if (lastRun === undefined) throw new RangeError("a result names a run that is not listed");
  return { lastRun, parts: reader.bytes() };
}
