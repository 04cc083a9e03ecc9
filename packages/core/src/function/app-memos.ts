import { byteText, bytesOfText, sameBytes } from "../internal/byte-text.ts";
import { pack, unpack } from "../internal/packing.ts";
import type { AppState, Change } from "../store/index.ts";
import type { SharedCall } from "./function-memos.ts";

/** A result that all components of an app share. */
export interface AppMemo {
  /** The whole fingerprint of the call; the entry's key is its first eight bytes. */
  readonly fingerprint: Uint8Array;
  readonly dependencySet: number;
  readonly states: readonly Uint8Array[];
  readonly value: Uint8Array;
  /** Short hashes, as text, of the app memos used beneath. */
  readonly beneath: readonly string[];
}

const FORMAT = 1;
const NO_BYTES = new Uint8Array(0);

/** The app memos of a run: those in the store, and those made and not stored yet. */
export class AppMemos {
  readonly #state: AppState;
  readonly #running = new Map<string, SharedCall>();
  /** Made in this run; dropped from memory when a component that uses them has been stored. */
  readonly #made = new Map<string, AppMemo>();
  /** Short hashes of all that this run made; kept under a full reprocess alone. */
  #fresh: Set<string> | undefined;

  constructor(state: AppState, reprocessing: boolean) {
    this.#state = state;
    this.#fresh = reprocessing ? new Set() : undefined;
  }

  /** A full reprocess is over: what is stored answers again. */
  endReprocess(): void {
    this.#fresh = undefined;
  }

  running(key: string): SharedCall | undefined {
    return this.#running.get(key);
  }

  begin(key: string, call: SharedCall): void {
    this.#running.set(key, call);
  }

  end(key: string): void {
    this.#running.delete(key);
  }

  /** The entry of a call, wherever it is. An entry of another call with the same short hash is none. */
  async find(short: string, fingerprint: Uint8Array): Promise<AppMemo | undefined> {
    const made = this.#made.get(short);
    if (made !== undefined) return sameBytes(made.fingerprint, fingerprint) ? made : undefined;
    const [bytes] = await this.#state.read("appMemo", [Buffer.from(short, "latin1")]);
    if (bytes === undefined) return undefined;
    const memo = decodeMemo(bytes);
    return memo !== undefined && sameBytes(memo.fingerprint, fingerprint) ? memo : undefined;
  }

  made(short: string, memo: AppMemo): void {
    this.#made.set(short, memo);
    this.#fresh?.add(short);
  }

  /** Takes a stored entry under another short hash, or with states that moved on, to be written with who uses it. */
  taken(short: string, memo: AppMemo): void {
    this.#made.set(short, memo);
  }

  /** Whether an entry may answer: under a full reprocess only one that this run made, stored or not. */
  counts(short: string): boolean {
    return this.#fresh === undefined || this.#fresh.has(short);
  }

  /**
   * The changes that store what a component uses beyond what it used before, and give back what it uses no longer.
   * Call `stored` when they are durable.
   */
  changes(before: Uint8Array, now: ReadonlySet<string>): Change[] {
    const changes: Change[] = [];
    if (before.length === 0 && now.size === 0) return changes;
    const previous = new Set<string>();
    for (let at = 0; at < before.length; at += 8) previous.add(byteText(before.subarray(at, at + 8)));
    for (const short of now) {
      const key = Buffer.from(short, "latin1");
      const memo = this.#made.get(short);
      if (memo !== undefined) changes.push({ kind: "put", table: "appMemo", key, value: encodeMemo(memo) });
      if (!previous.has(short)) changes.push({ kind: "use", key, by: 1 });
    }
    for (const short of previous) {
      if (!now.has(short)) changes.push({ kind: "use", key: Buffer.from(short, "latin1"), by: -1 });
    }
    return changes;
  }

  stored(used: Iterable<string>): void {
    for (const short of used) this.#made.delete(short);
  }
}

/** Short hashes as a record holds them: sorted, one behind the other. */
export function joinedHashes(hashes: ReadonlySet<string>): Uint8Array {
  return hashes.size === 0 ? NO_BYTES : bytesOfText([...hashes].sort().join(""));
}

function encodeMemo(memo: AppMemo): Uint8Array {
  return pack([
    FORMAT,
    memo.fingerprint,
    memo.dependencySet,
    [...memo.states],
    memo.value,
    memo.beneath.map((short) => Buffer.from(short, "latin1")),
  ]);
}

function decodeMemo(bytes: Uint8Array): AppMemo | undefined {
  try {
    const [format, fingerprint, dependencySet, states, value, beneath] = unpack(bytes) as [
      number,
      Uint8Array,
      number,
      Uint8Array[],
      Uint8Array,
      Uint8Array[],
    ];
    if (format !== FORMAT) return undefined;
    return { fingerprint, dependencySet, states, value, beneath: beneath.map(byteText) };
  } catch {
    return undefined;
  }
}
