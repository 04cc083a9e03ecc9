import { type Interruption, onInterruption } from "../deadline/interruption.ts";
import type { PoolWorker } from "./pool-worker.ts";

interface Waiting {
  readonly resolve: (worker: PoolWorker) => void;
  readonly reject: (error: unknown) => void;
}

/** The threads of a pool: which are free, and who waits for one, in order. Threads are started when they are needed. */
export class ThreadLeases {
  readonly #size: number;
  readonly #start: () => PoolWorker;
  readonly #all = new Set<PoolWorker>();
  readonly #idle: PoolWorker[] = [];
  readonly #waiting = new Set<Waiting>();

  constructor(size: number, start: () => PoolWorker) {
    this.#size = size;
    this.#start = start;
  }

  get threads(): ReadonlySet<PoolWorker> {
    return this.#all;
  }

  /** A thread for one call. The one used last comes first: its caches are warm. */
  lease(interruption: Interruption): PoolWorker | Promise<PoolWorker> {
    const free = this.#free();
    if (free !== undefined) return free;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        resolve: (worker) => {
          stop();
          resolve(worker);
        },
        reject: (error) => {
          stop();
          reject(error);
        },
      };
      this.#waiting.add(waiting);
      const stop = onInterruption(interruption, (error) => {
        this.#waiting.delete(waiting);
        reject(error);
      });
    });
  }

  /** Gives a thread back after a call. */
  release(worker: PoolWorker): void {
    if (!this.#all.has(worker)) return;
    const next = this.#next();
    if (next === undefined) this.#idle.push(worker);
    else next.resolve(worker);
  }

  /** Takes out a thread that ended; whoever waits gets a new one. */
  remove(worker: PoolWorker): void {
    if (!this.#all.delete(worker)) return;
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#waiting.size === 0) return;
    try {
      const free = this.#free();
      if (free !== undefined) this.#next()?.resolve(free);
    } catch (error) {
      this.rejectWaiting(error);
    }
  }

  /** Lets everybody who waits go with an error. */
  rejectWaiting(error: unknown): void {
    for (const waiting of this.#waiting) waiting.reject(error);
    this.#waiting.clear();
  }

  #free(): PoolWorker | undefined {
    const idle = this.#idle.pop();
    if (idle !== undefined || this.#all.size >= this.#size) return idle;
    const started = this.#start();
    this.#all.add(started);
    return started;
  }

  #next(): Waiting | undefined {
    const [next] = this.#waiting;
    if (next !== undefined) this.#waiting.delete(next);
    return next;
  }
}
