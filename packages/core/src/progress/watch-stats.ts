import type { UpdateSnapshot } from "../app/update-handle.ts";
import type { RunStats } from "./run-stats.ts";
import type { UpdateStats } from "./update-stats.ts";

export interface WatchedWork {
  /** Its counters; `undefined` before it has begun. */
  readonly stats: () => RunStats | undefined;
  readonly status: (over: boolean) => UpdateSnapshot["status"];
  /** Settles when the work is over, whatever came of it; never rejects. */
  readonly end: Promise<unknown>;
  /** Milliseconds. Default 100. */
  readonly interval?: number;
}

const NOTHING: UpdateStats = {
  components: {},
  functions: {},
  targets: {},
  counters: {},
  total: { running: 0, ran: 0, unchanged: 0, failed: 0, deleted: 0 },
  groups: {},
  elapsedMilliseconds: 0,
};

export function statsOf(stats: RunStats | undefined): UpdateStats {
  return stats?.snapshot() ?? NOTHING;
}

/** Snapshots of work while it goes on, each time that something changed, and one when it is over. */
export async function* watchStats({ stats, status, end, interval = 100 }: WatchedWork): AsyncGenerator<UpdateSnapshot> {
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  let seen = -1;
  while (!over) {
    const version = stats()?.version ?? 0;
    if (version !== seen) {
      seen = version;
      yield { status: status(false), stats: statsOf(stats()) };
    }
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, interval)))]);
    clearTimeout(timer);
  }
  yield { status: status(true), stats: statsOf(stats()) };
}
