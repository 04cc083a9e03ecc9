import { type Clock, systemClock } from "../deadline/clock.ts";
import { Deadline } from "../deadline/deadline.ts";
import { type Duration, formatDuration, millisecondsOf } from "../deadline/duration.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";

/** How long an update may take, and what else stops it. */
export interface UpdateLimitOptions {
  readonly app: string;
  /** The time that the update was given. It runs from now on. */
  readonly timeout: Duration | undefined;
  /** The deadline that held where the update was asked for. */
  readonly around: Deadline | undefined;
  /** The caller's own. */
  readonly signal: AbortSignal | undefined;
}

/**
 * The time of one update: the sooner of its own timeout and the one around it. It is the deadline of the app's function;
 * and since whoever asks for an update waits for the whole of it, the run is stopped when it passes.
 */
export class UpdateLimit {
  readonly deadline: Deadline | undefined;
  /** Aborted when the run is to stop, for whatever reason. */
  readonly signal: AbortSignal | undefined;
  readonly #app: string;
  readonly #stop = new AbortController();
  readonly #release: (() => void) | undefined;

  constructor({ app, timeout, around, signal }: UpdateLimitOptions) {
    const own =
      timeout === undefined ? undefined : deadlineOfUpdate(millisecondsOf(timeout, "update({ timeout })"), systemClock);
    // One that may move stays what it is.
    const outer =
      around === undefined || around.moves
        ? around
        : deadlineOfUpdate(around.remaining, around.clock, around.milliseconds);
    this.#app = app;
    this.deadline = own?.sooner(outer) ?? outer;
    if (this.deadline === undefined) {
      this.signal = signal;
      return;
    }
    this.signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    this.check(); // it may have passed before the update began
    this.#release = this.deadline.onPassed(() => this.check());
  }

  /** Stops the run if its time is over. */
  check(): void {
    if (this.deadline?.passed && !this.#stop.signal.aborted) this.#stop.abort(this.error());
  }

  /** The error of an update that was not done in time. */
  error(cause?: unknown): TimeoutError {
    const given = formatDuration(this.deadline?.milliseconds ?? 0);
    return new TimeoutError(`${this.#app}: the update was not done within ${given}.`, {
      code: "TIMEOUT",
      cause,
      hint: "What was done is kept; the next update goes on from here.",
    });
  }

  /** To be called when the update is over. */
  release(): void {
    this.#release?.();
  }
}

/** The same time, with words of its own: what is done when it passes is kept. */
function deadlineOfUpdate(milliseconds: number, clock: Clock, given: number = milliseconds): Deadline {
  return new Deadline(milliseconds, clock, given, true);
}
