import { monotonicTime } from "../internal/monotonic-time.ts";
import type { UpdateSnapshot } from "../app/update-handle.ts";
import type { RunStats } from "./run-stats.ts";
import { NO_STATS, type UpdateStats } from "./update-stats.ts";

export interface WatchedWork {
  /** Its counters; `undefined` before it has begun. */
  readonly stats: () => RunStats | undefined;
  readonly status: () => UpdateSnapshot["status"];
  readonly isOver: () => boolean;
  /** Has `f` called when the status changes, until what this gives is called. */
  readonly onStatus: (f: () => void) => () => void;
  /** Milliseconds. Default 100. */
  readonly interval?: number;
}

export function statsOf(stats: RunStats | undefined): UpdateStats {
  return stats?.snapshot() ?? NO_STATS;
}

/**
 * Snapshots of work while it goes on, each time that something changed but not more often than `interval` says, and
 * one when it is over. What is waited with is taken back each time, so that watching for days keeps nothing.
 */
export async function* watchStats(work: WatchedWork): AsyncGenerator<UpdateSnapshot> {
  const { interval = 100, isOver, stats, status } = work;
  let seen: string | undefined;
  while (!isOver()) {
    const moment = `${status()} ${stats()?.version ?? 0}`;
    if (moment === seen) {
      await nextChange(work);
      continue;
    }
    seen = moment;
    const at = monotonicTime();
    yield { status: status(), stats: statsOf(stats()) };
    const rest = interval - (monotonicTime() - at);
    if (rest > 0 && !isOver()) await pause(work, rest);
  }
  yield { status: status(), stats: statsOf(stats()) };
}

function nextChange({ onStatus, stats }: WatchedWork): Promise<void> {
  return new Promise((resolve) => {
    const stop = [onStatus(done), stats()?.onChange(done)];
    function done(): void {
      for (const each of stop) each?.();
      resolve();
    }
  });
}

/** Waits so many milliseconds, or until the work is over. */
function pause({ isOver, onStatus }: WatchedWork, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const stop = onStatus(() => {
      if (isOver()) end();
    });
  });
}
