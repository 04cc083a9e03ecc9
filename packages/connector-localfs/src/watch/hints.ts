import type { PathText } from "../walk/path-text.ts";
import { pathKey } from "./path-key.ts";

/** Hints are handled when it has been quiet for so long, in ms: a save is several events. (The engine gathers changes too.) */
const QUIET = 3;
/** And after so long in any case. */
const LONGEST = 100;
/** Of more than so many entries nobody asks one by one: the whole tree is looked through. */
const MOST = 10_000;

/** What is to be looked at. */
export interface HintBatch {
  readonly paths: readonly PathText[];
  /** Look through the whole tree instead: something happened, and nobody knows where. */
  readonly whole: boolean;
}

/** Collects what was heard of a tree until somebody looks: each entry once, however often it changed. */
export class Hints {
  readonly #paths = new Map<string, PathText>();
  readonly #mostInTurn: number;
  #whole = false;
  #inTurn = 0;
  #since = 0;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  #due = false;
  #closed = false;

  /**
   * @param mostInTurn - so many events at once mean that the system's queue may have been full, and that others were lost:
   * it says nothing of that.
   */
  constructor(mostInTurn: number) {
    this.#mostInTurn = mostInTurn;
  }

  add(path: PathText): void {
    if (this.#inTurn++ === 0) setImmediate(() => (this.#inTurn = 0));
    if (this.#inTurn >= this.#mostInTurn || this.#paths.size >= MOST) this.#whole = true;
    if (this.#whole) this.#paths.clear();
    else this.#paths.set(pathKey(path), path);
    this.#plan();
  }

  addWhole(): void {
    this.#whole = true;
    this.#paths.clear();
    this.#plan();
  }

  /** Nothing is known any more of what was heard. */
  clear(): void {
    this.#paths.clear();
    this.#whole = false;
  }

  /** Resolves with the next batch, or with nothing when closed. */
  async next(): Promise<HintBatch | undefined> {
    if (!this.#due && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#closed) return undefined;
    this.#due = false;
    const batch = { paths: [...this.#paths.values()], whole: this.#whole };
    this.clear();
    return batch;
  }

  /** Has the next batch taken now, also an empty one. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = true;
    this.#wake?.();
    this.#wake = undefined;
  }

  close(): void {
    this.#closed = true;
    this.wake();
  }

  #plan(): void {
    if (this.#closed) return;
    const now = performance.now();
    this.#last = now;
    if (this.#timer !== undefined) return;
    this.#since = now;
    this.#timer = setTimeout(() => this.#look(), QUIET);
  }

  /** One timer a batch, not one an event. */
  #look(): void {
    const now = performance.now();
    const rest = Math.min(this.#last + QUIET, this.#since + LONGEST) - now;
    if (rest > 1) this.#timer = setTimeout(() => this.#look(), rest);
    else this.wake();
  }
}
