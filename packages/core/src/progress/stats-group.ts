import type { UpdateSnapshot, WatchOptions } from "../app/update-handle.ts";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { isPromise } from "../internal/chain.ts";
import { requireFunction } from "../internal/require-function.ts";
import { currentScope, runInScope } from "../internal/scope.ts";
import type { RunStats } from "./run-stats.ts";
import type { UpdateStats } from "./update-stats.ts";
import { watchStats } from "./watch-stats.ts";

/** The progress of one part of a run. It can be asked as long as one likes, also when the part is done. */
export class StatsGroup {
  readonly title: string;
  readonly #stats: RunStats;

  constructor(title: string, stats: RunStats) {
    this.title = title;
    this.#stats = stats;
  }

  /** The counters so far. */
  stats(): UpdateStats {
    return this.#stats.snapshot();
  }

  /**
   * Snapshots, each time that something changed, until everything that was mounted in the group is ready; the last one
   * says `"done"`, also where some of it failed: its counters tell.
   */
  watch(options: WatchOptions = {}): AsyncGenerator<UpdateSnapshot> {
    const stats = this.#stats;
    return watchStats({
      stats: () => stats,
      status: () => (stats.open ? "running" : "done"),
      isOver: () => !stats.open,
      onStatus: (f) => stats.onChange(f),
      ...(options.interval === undefined ? {} : { interval: options.interval }),
    });
  }
}

/**
 * Runs `f` so that what is mounted and called in it is counted as a group of its own, beneath the whole:
 * `statsGroup("Indexing docs", () => mountEach(files, indexFile, table))`. Groups may lie in one another; the innermost
 * counts. Nothing else changes: neither paths nor what is computed again, nor what waits for what.
 *
 * @param title - names the group in `stats.groups`; groups of one title are one.
 */
export function statsGroup<R>(title: string, f: (group: StatsGroup) => R): R {
  requireFunction(f, "statsGroup", 'statsGroup("Indexing docs", async (group) => { … })');
  if (typeof title !== "string" || title === "") {
    throw new ComponentError(`statsGroup needs a title, not ${describeGiven(title)}.`, {
      code: "NO_TITLE",
      hint: 'Write statsGroup("Indexing docs", async () => { … }).',
    });
  }
  const scope = currentScope();
  if (scope === undefined) {
    throw new ComponentError("statsGroup() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app.",
    });
  }
  const stats = (scope.group ?? scope.run.stats).group(title);
  stats.enter();
  let result: R;
  try {
    result = runInScope({ ...scope, group: stats }, () => f(new StatsGroup(title, stats)));
  } catch (error) {
    stats.leave();
    throw error;
  }
  if (!isPromise(result)) {
    stats.leave();
    return result;
  }
  const leave = (): void => stats.leave();
  Promise.resolve(result).then(leave, leave);
  return result;
}
