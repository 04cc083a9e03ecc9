import { type Clock, systemClock } from "./clock.ts";
import { formatDuration } from "./duration.ts";
import { TimeoutError } from "./timeout-error.ts";

/** A moment by which something must be done. */
export class Deadline {
  readonly #clock: Clock;
  readonly #at: number;
  readonly #given: number;

  /** @param given - for messages, where the time began to run earlier. */
  constructor(milliseconds: number, clock: Clock = systemClock, given: number = milliseconds) {
    this.#clock = clock;
    this.#at = clock.now() + milliseconds;
    this.#given = given;
  }

  /** The time that was given for it, in milliseconds. */
  get milliseconds(): number {
    return this.#given;
  }

  /** What tells the time for it. */
  get clock(): Clock {
    return this.#clock;
  }

  /** Whether it may move: see `SharedDeadline`. */
  get moves(): boolean {
    return false;
  }

  /** Milliseconds that are left; 0 when it has passed. */
  get remaining(): number {
    return Math.max(0, this.#at - this.#clock.now());
  }

  get passed(): boolean {
    return this.#clock.now() >= this.#at;
  }

  /** The one that passes first. */
  sooner(other: Deadline | undefined): Deadline {
    return other === undefined ? this : other.narrowedBy(this);
  }

  /** The one that passes first, of a later one and this. */
  protected narrowedBy(inner: Deadline): Deadline {
    return this.remaining < inner.remaining ? this : inner;
  }

  /** Throws when it has passed. `what` was not done in time. */
  check(what: string): void {
    if (this.passed) throw this.error(what);
  }

  error(what: string, cause?: unknown): TimeoutError {
    return new TimeoutError(`${what} was not done within ${formatDuration(this.milliseconds)}.`, {
      code: "TIMEOUT",
      cause,
      hint: "Nothing of it is written or kept, and the next update tries it again. Allow more time with timeout(), or do less in one piece.",
    });
  }

  /** Calls `f` once when it passes. Gives a function that calls it off. */
  onPassed(f: () => void): () => void {
    let cancel = (): void => undefined;
    const arm = (): void => {
      const { remaining } = this;
      // Timers may be early by a fraction, and by then it may have moved.
      if (remaining < Number.POSITIVE_INFINITY) cancel = this.clock.after(remaining, () => (this.passed ? f() : arm()));
    };
    arm();
    return () => cancel();
  }
}
