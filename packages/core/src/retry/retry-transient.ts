import { CocoError } from "@coco/connectorkit";
import { type Clock, systemClock } from "../deadline/clock.ts";
import { currentDeadline, runWithDeadline } from "../deadline/current-deadline.ts";
import { Deadline } from "../deadline/deadline.ts";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import {
  interruptedBy,
  interruptible,
  type Interruption,
  interruptionHere,
  onInterruption,
} from "../deadline/interruption.ts";
import { requireFunction } from "../internal/require-function.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";
import { Backoff, type BackoffOptions } from "./backoff.ts";
import { isTransientError } from "./transient-error.ts";

export interface RetryOptions extends BackoffOptions {
  /** The most attempts, the first one included. `Infinity`: as many as the time allows. Default 5. */
  readonly attempts?: number;
  /** The most time for all of it, like a `timeout` around the call: the shorter of the two holds. Default: none. */
  readonly timeout?: Duration;
  /** Which errors are worth another attempt. Default: `isTransientError`. */
  readonly isTransient?: (error: unknown) => boolean;
  /** The pause that an error asks for, as a server's `Retry-After` does, in place of the usual one. */
  readonly delayFor?: (error: unknown) => Duration | undefined;
  /** Ends the attempts with its reason. */
  readonly signal?: AbortSignal;
  /** For tests. Default: the machine's. */
  readonly clock?: Clock;
  /** For tests. Default: `Math.random`. */
  readonly random?: () => number;
}

/** What an attempt is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Aborted when the time has passed or the run is stopped: pass it on to `fetch` and the like. */
  readonly signal: AbortSignal;
}

/**
 * Calls `f` until it succeeds, fails for good, or has failed `attempts` times: then its last error is thrown. No
 * attempt and no pause goes past the current deadline (`timeout`) or the end of the run: at that moment the wait ends,
 * the attempt's signal is aborted, and what it comes to is dropped. More time never means fewer attempts.
 *
 * @throws TimeoutError when the deadline passes, or would pass during the next pause; its cause is the last error.
 */
export async function retryTransient<R>(
  f: (attempt: Attempt) => R | PromiseLike<R>,
  options: RetryOptions = {},
): Promise<Awaited<R>> {
  requireFunction(f, "retryTransient", "retryTransient(async () => …, options)");
  const { isTransient = isTransientError, delayFor, clock = systemClock } = options;
  const attempts = checkedAttempts(options.attempts ?? 5);
  const backoff = new Backoff(options, options.random);
  const own =
    options.timeout === undefined ? undefined : new Deadline(millisecondsOf(options.timeout, "timeout"), clock);
  const deadline = own?.sooner(currentDeadline()) ?? currentDeadline();
  return runWithDeadline(deadline, async (): Promise<Awaited<R>> => {
    const interruption = interruptionHere(options.signal);
    let delay = 0;
    let last: unknown;
    for (let number = 1; ; number++) {
      try {
        if (number > 1) await pause(delay, clock, interruption);
        return await attemptOnce(f, number, interruption);
      } catch (error) {
        if (interruptedBy(interruption) !== undefined) throw endedBy(interruption, error, last);
        if (number >= attempts || !isTransient(error)) throw error;
        last = error;
        const asked = delayFor?.(error);
        delay = asked === undefined ? backoff.delayAfter(number) : millisecondsOf(asked, "delayFor");
        if (deadline !== undefined && delay >= deadline.remaining) throw outOfTime(deadline, interruption, error);
      }
    }
  });
}

async function attemptOnce<R>(
  f: (attempt: Attempt) => R | PromiseLike<R>,
  number: number,
  interruption: Interruption,
): Promise<Awaited<R>> {
  const early = interruptedBy(interruption);
  if (early !== undefined) throw early;
  const controller = new AbortController();
  const stop = onInterruption(interruption, (error) => controller.abort(error));
  try {
    const call = (async () => await f({ number, signal: controller.signal }))();
    const result = await interruptible(call, interruption);
    const late = interruptedBy(interruption);
    if (late !== undefined) throw late;
    return result;
  } finally {
    stop();
  }
}

async function pause(milliseconds: number, clock: Clock, interruption: Interruption): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(milliseconds, resolve);
  try {
    await interruptible(promise, interruption);
  } finally {
    cancel();
  }
}

/**
 * The error for the caller when it is time to stop. When the deadline has passed, its cause is what the attempt itself
 * threw, or, where it was cut off, the attempt before it.
 */
function endedBy(interruption: Interruption, error: unknown, last: unknown): unknown {
  const { caller, deadline, run } = interruption;
  if (run?.aborted || caller?.aborted || deadline === undefined) return interruptedBy(interruption);
  return outOfTime(deadline, interruption, TimeoutError.isInstance(error) ? last : error);
}

/** The error of a deadline; it says that it was a retry that had no more time. */
function outOfTime(deadline: Deadline, { what }: Interruption, cause: unknown): TimeoutError {
  return deadline.error(what === "The work" ? "retryTransient" : `retryTransient in ${what}`, cause);
}

function checkedAttempts(attempts: number): number {
  if ((Number.isInteger(attempts) || attempts === Number.POSITIVE_INFINITY) && attempts >= 1) return attempts;
  throw new CocoError(`The option attempts must be a whole number of at least 1, not ${String(attempts)}.`, {
    code: "RETRY_OPTIONS",
    hint: "Leave it out for 5; Infinity tries as long as the time allows.",
  });
}
