import { monotonicTime } from "../internal/monotonic-time.ts";

/** Where time comes from, so that what waits can be tested without waiting. */
export interface Clock {
  /** Milliseconds from an arbitrary start; they never go back. */
  now(): number;
  /** Calls `f` once, `milliseconds` from now. Gives a function that calls it off. */
  after(milliseconds: number, f: () => void): () => void;
}

/** Longer timers overflow and fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of the machine, which setting its date does not move. */
export const systemClock: Clock = {
  now: monotonicTime,
  after(milliseconds, f) {
    let timer: NodeJS.Timeout;
    const arm = (rest: number): void => {
      // Timers drop fractions and would fire before it is time.
      const step = Math.min(Math.ceil(Math.max(rest, 0)), LONGEST_TIMER);
      timer = setTimeout(() => (rest > LONGEST_TIMER ? arm(rest - LONGEST_TIMER) : f()), step);
    };
    arm(milliseconds);
    return () => clearTimeout(timer);
  },
};
