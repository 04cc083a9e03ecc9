import type { ComponentPath } from "../component/component-path.ts";
import type { Presence } from "../component/presence.ts";
import { Coverage, pathText, textsOf } from "./coverage.ts";
import type { LiveWork } from "./live-work.ts";
import { idOf } from "./retries.ts";

/** How long changes are gathered: those that come in one burst are one run, so that moves between them are take-overs. */
const GATHER_MS = 10;
/** More than this may not wait: who reports changes has to wait himself. */
const MOST_WAITING = 10_000;

interface Waiting {
  readonly work: LiveWork;
  /** Whether it is only tried again: then it is void when a run has come to its place. */
  readonly isRetry: boolean;
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
    return this.#put(work, false);
  }

  /** The same for work that failed. What waits for the same part already is newer. */
  addAgain(work: LiveWork): Promise<void> {
    const newer = this.#waiting.get(keyOf(work));
    return newer === undefined ? this.#put(work, true) : this.#put(newer.work, newer.isRetry);
  }

  #put(work: LiveWork, isRetry: boolean): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    const key = keyOf(work);
    const earlier = this.#waiting.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = earlier?.done ?? [];
    done.push(resolve);
    this.#waiting.delete(key); // what is newest comes last
    this.#waiting.set(key, { work, isRetry, done });
    this.#timer ??= setTimeout(() => this.handOut(), GATHER_MS);
    return promise;
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

  /** Gives up what is to be tried again where a run has come to since. `failed`: the ids of what failed in that run. */
  giveUpAgain(presence: Presence, failed: ReadonlySet<string>): void {
    for (const [key, { done, isRetry, work }] of this.#waiting) {
      if (!isRetry || work.what === "scan" || failed.has(idOf(work.what, work.key))) continue;
      const seen = presence.of(work.key);
      if (seen === "elsewhere" || seen === "begun" || (seen === "failed" && work.what === "component")) continue;
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
    // Scans first: they leave alone what others are at work on, and would leave alone what begins with them.
    const scans = [...this.#waiting.values()].filter(({ work }) => work.what === "scan");
    const others = [...this.#waiting.values()].filter(({ work }) => work.what !== "scan");
    for (const waiting of [...scans, ...others]) {
      const { path } = waiting.work;
      if (!this.#waiting.has(keyOf(waiting.work))) continue; // taken up by a scan
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
      if (waiting.work.what === "scan") this.#takeUp(waiting);
    }
    return chosen;
  }

  /** Items that wait are looked at with all others of their level: what was reported of them may have passed since. */
  #takeUp({ done, work: { path } }: Waiting): void {
    const text = pathText(path);
    for (const [key, waiting] of this.#waiting) {
      const { path: item, what } = waiting.work;
      if ((what !== "component" && what !== "deletion") || item.length !== path.length + 1) continue;
      if (pathText(item.slice(0, -1)) !== text) continue;
      this.#waiting.delete(key);
      done.push(...waiting.done);
    }
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
