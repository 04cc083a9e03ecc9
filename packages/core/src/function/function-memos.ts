import type { SharedDeadline } from "../deadline/shared-deadline.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { pack, unpack } from "../internal/packing.ts";
import type { MemoFrame } from "../internal/scope.ts";
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
}

/** A call that is running or has run: those who make the same one share it. */
export interface SharedCall {
  readonly outcome: Promise<unknown>;
  readonly recorder: Recorder;
  readonly frame: MemoFrame;
  /** The time that it has; nothing: all the time. */
  readonly deadline: SharedDeadline | undefined;
}

type PackedMemo = [
  key: Uint8Array,
  set: number,
  asynchronous: boolean,
  states: Uint8Array[],
  value: Uint8Array,
  targets: Uint8Array | null,
  appMemos: Uint8Array | null,
  identifiers: [Uint8Array, number][] | null,
  beneath: Uint8Array | null,
];

const FORMAT = 1;

/** The function memos of one component: those stored before, those used or made in this run. */
export class FunctionMemos {
  readonly #stored: ReadonlyMap<string, FunctionMemo>;
  // Most components call nothing that is memoized: maps are made for those that do.
  #kept: Map<string, FunctionMemo> | undefined;
  /** Of the kept ones those that no call has asked for: kept with an entry that stands above them. */
  #unasked: Set<string> | undefined;
  #running: Map<string, SharedCall> | undefined;
  #changed = false;

  constructor(stored: ReadonlyMap<string, FunctionMemo>) {
    this.#stored = stored;
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
  const packed: PackedMemo[] = [];
  for (const [key, memo] of memos) {
    packed.push([
      bytesOfText(key),
      memo.dependencySet,
      memo.asynchronous,
      [...memo.states],
      memo.value,
      joined(memo.targets),
      joined(memo.appMemos),
      memo.identifiers.length === 0 ? null : memo.identifiers.map(([d, n]) => [bytesOfText(d), n]),
      joined(memo.beneath),
    ]);
  }
  return pack([FORMAT, packed]);
}

/** Reads stored entries. Bytes that cannot be read hold none: the calls run again. */
export function decodeMemos(bytes: Uint8Array | undefined): Map<string, FunctionMemo> {
  const memos = new Map<string, FunctionMemo>();
  if (bytes === undefined) return memos;
  try {
    const [format, packed] = unpack(bytes) as [number, PackedMemo[]];
    if (format !== FORMAT) return memos;
    for (const [key, set, asynchronous, states, value, targets, appMemos, identifiers, beneath] of packed) {
      memos.set(byteText(key), {
        dependencySet: set,
        asynchronous,
        states,
        value,
        targets: split(targets, 8),
        appMemos: split(appMemos, 8),
        identifiers: (identifiers ?? []).map(([d, n]) => [byteText(d), n] as const),
        beneath: split(beneath, 16),
      });
    }
  } catch {
    memos.clear();
  }
  return memos;
}

function joined(texts: readonly string[]): Uint8Array | null {
  return texts.length === 0 ? null : bytesOfText(texts.join(""));
}

function split(bytes: Uint8Array | null, width: number): string[] {
  const texts: string[] = [];
  for (let at = 0; bytes !== null && at < bytes.length; at += width)
    texts.push(byteText(bytes.subarray(at, at + width)));
  return texts;
}
