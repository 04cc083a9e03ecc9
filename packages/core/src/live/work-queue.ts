import type { ComponentPath } from "../component/component-path.ts";
import { Coverage, pathText, textsOf } from "./coverage.ts";
import type { LiveWork } from "./live-work.ts";

/** How long changes are gathered: those that come in one burst are one run, so that moves between them are take-overs. */
const GATHER_MS = 10;
/** More than this may not wait: who reports changes has to wait himself. */
const MOST_WAITING = 10_000;

interface Waiting {
  readonly work: LiveWork;
  readonly done: (() => void)[];
}

/** What is handed out together. */
export interface Batch {
  readonly works: readonly LiveWork[];
  /** To be called when a work is done, whatever came of it. */
  finish(work: LiveWork): void;
}

/**
 * The work that waits. Of several works for one component only the newest counts; none is handed out while a run is at
 * work on the same part of the tree, or on one that it lies in.
 */
export class WorkQueue {
  readonly coverage: Coverage = new Coverage();
  readonly #start: (batch: Batch) => void;
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #room: (() => void)[] = [];
  #isClosed = false;

  /** `start` is given work that may begin; it is held until `release`. */
  constructor(start: (batch: Batch) => void) {
    this.#start = start;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Resolves when the work, or newer work in its place, is done or given up. */
  add(work: LiveWork): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    const key = keyOf(work);
    const earlier = this.#waiting.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = earlier?.done ?? [];
    done.push(resolve);
    this.#waiting.delete(key); // what is newest comes last
    this.#waiting.set(key, { work, done });
    this.#timer ??= setTimeout(() => this.handOut(), GATHER_MS);
    return promise;
  }

  /** The same, but where work waits for the same part, that is newer. */
  addUnlessWaiting(work: LiveWork): Promise<void> {
    return this.add(this.#waiting.get(keyOf(work))?.work ?? work);
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (this.#waiting.size >= MOST_WAITING && !this.#isClosed)
      await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** Hands out everything that may begin. */
  handOut(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    const chosen = this.#choose();
    if (chosen.length === 0) return;
    const done = new Map<LiveWork, (() => void)[]>();
    for (const { work, done: resolvers } of chosen) {
      this.#waiting.delete(keyOf(work));
      done.set(work, resolvers);
    }
    for (const resolve of this.#room.splice(0)) resolve();
    const finish = (work: LiveWork): void => {
      for (const resolve of done.get(work) ?? []) resolve();
      done.delete(work);
    };
    this.#start({ works: [...done.keys()], finish });
  }

  /** Gives up what waits at and beneath `path`. */
  giveUp(path: ComponentPath, which: "at and beneath" | "beneath"): void {
    const text = pathText(path);
    for (const [key, { done, work }] of this.#waiting) {
      if (work.path.length < path.length || textsOf(work.path)[path.length] !== text) continue;
      if (which === "beneath" && work.path.length === path.length) continue;
      this.#waiting.delete(key);
      for (const resolve of done) resolve();
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.giveUp([], "at and beneath");
    for (const resolve of this.#room.splice(0)) resolve();
  }

  /** Marks what it chooses as held, by nobody yet. */
  #choose(): Waiting[] {
    const wanted = this.#wanted();
    const chosen: Waiting[] = [];
    for (const waiting of this.#waiting.values()) {
      const { path } = waiting.work;
      if (!this.#isFree(waiting.work)) continue;
      if (
        wanted.size > 0 &&
        textsOf(path)
          .slice(0, -1)
          .some((above) => wanted.has(above))
      )
        continue;
      this.coverage.take(path, HANDED_OUT);
      chosen.push(waiting);
    }
    return chosen;
  }

  #isFree({ path, what }: LiveWork): boolean {
    if (this.coverage.holderOf(path) !== undefined) return false;
    return what === "scan" || !this.coverage.hasHeldBeneath(path);
  }

  /** What waits for work beneath it to end: nothing more is begun there, else it would wait for ever. */
  #wanted(): Set<string> {
    const wanted = new Set<string>();
    for (const { work } of this.#waiting.values())
      if (work.what !== "scan" && this.coverage.hasHeldBeneath(work.path)) wanted.add(pathText(work.path));
    return wanted;
  }
}

const HANDED_OUT = {};

function keyOf({ path, what }: LiveWork): string {
  return what === "scan" || what === "settling" ? `${what}\u2190${pathText(path)}` : pathText(path);
}
