import { monotonicTime } from "../internal/monotonic-time.ts";
import type { RunShared } from "../app/run-shared.ts";

/** How long nothing may have been written before what was written is looked after. */
const QUIET_MS = 30_000;
/** It is not put off longer than this, however much is written. */
const LONGEST_MS = 10 * 60_000;

/**
 * In a live update, what a run otherwise does at its very end: targets finish up (a table puts its small pieces
 * together), and results that nobody uses any more are deleted.
 */
export class Upkeep {
  readonly #shared: RunShared;
  readonly #log: (line: string) => void;
  readonly #isBusy: () => boolean;
  #timer: NodeJS.Timeout | undefined;
  #dueSince: number | undefined;

  /** `isBusy`: whether runs are going on, whose results are not all stored. */
  constructor(shared: RunShared, log: (line: string) => void, isBusy: () => boolean) {
    this.#shared = shared;
    this.#log = log;
    this.#isBusy = isBusy;
  }

  /** Something was written. */
  due(): void {
    this.#dueSince ??= monotonicTime();
    clearTimeout(this.#timer);
    const rest = this.#dueSince + LONGEST_MS - monotonicTime();
    this.#timer = setTimeout(() => void this.#perform(), Math.max(0, Math.min(QUIET_MS, rest)));
  }

  /** Does now what is due, and nothing more after that. What was stopped is left as it is, as after every run. */
  async end(stopped: boolean): Promise<void> {
    const isDue = this.#dueSince !== undefined && !stopped;
    clearTimeout(this.#timer);
    if (isDue) await this.#perform();
    clearTimeout(this.#timer);
  }

  async #perform(): Promise<void> {
    this.#dueSince = undefined;
    const { sinks, state, writing } = this.#shared;
    try {
      await writing.take(() =>
        sinks.settle((sink, error) => {
          this.#log(`${sink.name}: upkeep failed: ${error instanceof Error ? error.message : String(error)}`);
        }),
      );
      if (this.#isBusy()) this.due();
      else await state.deleteUnusedAppMemos();
    } catch {
      // The store failed: that ends the update.
    }
  }
}
