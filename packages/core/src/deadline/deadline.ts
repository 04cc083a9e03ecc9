import { type Clock, systemClock } from "./clock.ts";
import { formatDuration } from "./duration.ts";
import { TimeoutError } from "./timeout-error.ts";

const WORK_HINT =
  "Nothing of it is written or kept, and the next update tries it again. Allow more time with timeout(), or do less in one piece.";
const UPDATE_HINT =
  "What was done is kept; the next update goes on from here. Allow the update more time, with update({ timeout }) or the timeout() around it.";

/** A moment by which something must be done. */
export class Deadline {
  readonly #clock: Clock;
  readonly #at: number;
  readonly #given: number;
  readonly #ofUpdate: boolean;

  /**
   * @param given - for messages, where the time began to run earlier.
   * @param ofUpdate - whether it is the time of a whole update.
   */
  constructor(milliseconds: number, clock: Clock = systemClock, given: number = milliseconds, ofUpdate = false) {
    this.#clock = clock;
    this.#at = clock.now() + milliseconds;
    this.#given = given;
    this.#ofUpdate = ofUpdate;
  }

  /** The time that was given for it, in milliseconds. */
  get milliseconds(): number {
    return this.#given;
  }

  /** What tells the time for it. */
  get clock(): Clock {
    return this.#clock;
  }

  /** Whether it is the time of a whole update: what was done before it passes is kept. */
  get ofUpdate(): boolean {
    return this.#ofUpdate;
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
    const given = formatDuration(this.milliseconds);
    const time = this.ofUpdate ? `${given}, the time of the update` : given;
    return new TimeoutError(`${what} was not done within ${time}.`, {
      code: "TIMEOUT",
      cause,
      hint: this.ofUpdate ? UPDATE_HINT : WORK_HINT,
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
