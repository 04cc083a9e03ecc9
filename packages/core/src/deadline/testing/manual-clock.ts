import { setImmediate } from "node:timers/promises";
import type { Clock } from "../clock.ts";

interface Timer {
  readonly at: number;
  readonly f: () => void;
}

/** A clock that a test moves. */
export class ManualClock implements Clock {
  #now = 1_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, f: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(milliseconds, 0), f };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are set: what a test expects to be 0 when all is over. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Goes on by so much, firing timers one by one at their time; what they set off runs before the next one. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await setImmediate();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.f();
      await setImmediate();
    }
    this.#now = end;
    await setImmediate();
  }

  /** Lets time pass without firing anything, as code that blocks the event loop does. */
  block(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
