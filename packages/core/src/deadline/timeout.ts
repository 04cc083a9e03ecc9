import { type Clock, systemClock } from "./clock.ts";
import { currentDeadline, placeName, runWithDeadline } from "./current-deadline.ts";
import { requireFunction } from "../internal/require-function.ts";
import { Deadline } from "./deadline.ts";
import { type Duration, millisecondsOf } from "./duration.ts";
import { interruptionHere, onInterruption } from "./interruption.ts";

/**
 * Gives the work in `f` so much time. It is cooperative: when the time has passed, the next thing that asks the engine
 * (`checkCancelled`, a call of a wrapped function, a mount, a retry, the end of `f`) throws a `TimeoutError`; what `f`
 * awaits itself is not interrupted, unless it takes the `signal`. Inside another `timeout` the shorter of the two holds.
 *
 * It holds for what the caller waits for: calls, `useMount`, `map`. It does not hold for background children (`mount`,
 * `mountEach`), for work that several callers share (batches, `memo: "app"`), nor for writing to targets.
 *
 * @param f - gets a signal that is aborted when the time has passed or the run is stopped: `fetch(url, { signal })`.
 * @throws TimeoutError when the time has passed before `f` was done; a result that comes later does not count.
 */
export function timeout<R>(duration: Duration, f: (signal: AbortSignal) => R | PromiseLike<R>): Promise<Awaited<R>> {
  return timeoutBy(systemClock, duration, f);
}

/** `timeout` by a clock of the caller's. */
export async function timeoutBy<R>(
  clock: Clock,
  duration: Duration,
  f: (signal: AbortSignal) => R | PromiseLike<R>,
): Promise<Awaited<R>> {
  requireFunction(f, "timeout", "timeout(duration, async () => …)");
  const own = new Deadline(millisecondsOf(duration, "timeout()"), clock);
  const deadline = own.sooner(currentDeadline());
  deadline.check(placeName());
  return runWithDeadline(deadline, async (): Promise<Awaited<R>> => {
    const controller = new AbortController();
    const stop = onInterruption(interruptionHere(), (error) => controller.abort(error));
    try {
      const result = await f(controller.signal);
      deadline.check(placeName());
      return result;
    } catch (error) {
      // What gave up because of the signal says so in words of its own.
      if (controller.signal.aborted && isAbort(error)) throw controller.signal.reason;
      throw error;
    } finally {
      stop();
    }
  });
}

function isAbort(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "AbortError";
}
