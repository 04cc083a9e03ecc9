import { currentDeadline, elsewhere } from "../deadline/current-deadline.ts";
import type { Deadline } from "../deadline/deadline.ts";
import type { UpdateWatcher } from "./run-update.ts";
import type { UpdateReport } from "./update-report.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { Changes } from "../progress/changes.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { UpdateStats } from "../progress/update-stats.ts";
import { statsOf, watchStats } from "../progress/watch-stats.ts";

/** A moment of a run, for those who show progress. */
export interface UpdateSnapshot {
  /** `"following"`: a live update has brought everything up to date, and goes on. */
  readonly status: "starting" | "running" | "following" | UpdateReport["status"];
  readonly stats: UpdateStats;
}

export interface WatchOptions {
  /** The least time between two snapshots, in milliseconds. Default 100. */
  readonly interval?: number;
}

type Start<T> = (watcher: UpdateWatcher, deadline: Deadline | undefined) => Promise<T>;

/**
 * An update that was asked for: awaited for its result, watched for its progress. It begins with the first of these, and
 * keeps to the deadline that held where it was asked for.
 */
export class UpdateHandle<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "UpdateHandle";
  readonly #start: Start<T>;
  readonly #statusOf: (value: unknown) => UpdateReport["status"];
  readonly #deadline: Deadline | undefined = currentDeadline();
  #outcome: Promise<T> | undefined;
  #stats: RunStats | undefined;
  #status: UpdateSnapshot["status"] = "starting";
  #over = false;
  readonly #statusChanges = new Changes();
  readonly #ready = Promise.withResolvers<void>();

  /** `statusOf` judges what the update resolved with. Default: it is done. */
  constructor(start: Start<T>, statusOf: (value: unknown) => UpdateReport["status"] = () => "done") {
    this.#start = start;
    this.#statusOf = statusOf;
    this.#ready.promise.catch(() => undefined); // nobody has to ask
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a handle is awaited like the promise that it stands for.
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.result().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.result().catch(onRejected);
  }

  finally(onSettled?: (() => void) | null): Promise<T> {
    return this.result().finally(onSettled);
  }

  /** Begins the update if it has not begun; resolves as the update does. */
  result(): Promise<T> {
    if (this.#outcome === undefined) {
      this.#outcome = this.#run();
      this.#outcome.catch(() => undefined); // whoever awaits or watches gets it
    }
    return this.#outcome;
  }

  /**
   * Begins the update if it has not begun; resolves when everything is up to date and the sources that are followed have
   * told of all that had happened. A live update then goes on. Rejects where the update does so before.
   */
  async ready(): Promise<void> {
    this.result().catch(() => undefined);
    return this.#ready.promise;
  }

  /** The counters so far. */
  stats(): UpdateStats {
    return statsOf(this.#stats);
  }

  /**
   * Snapshots while the update goes on, each time that something changed; the last one says how it ended.
   * Rejects as the update does. Several may watch at once.
   */
  async *watch(options: WatchOptions = {}): AsyncGenerator<UpdateSnapshot> {
    void this.result(); // what it rejects with is thrown below, after the last snapshot
    yield* watchStats({
      stats: () => this.#stats,
      status: () => this.#status,
      isOver: () => this.#over,
      onStatus: (f) => this.#statusChanges.add(f),
      ...(options.interval === undefined ? {} : { interval: options.interval }),
    });
    await this.result();
  }

  async #run(): Promise<T> {
    try {
      const onRun = (stats: RunStats): void => {
        this.#stats = stats;
        this.#status = "running";
        this.#statusChanges.notify();
      };
      const onReady = (): void => {
        this.#status = "following";
        this.#statusChanges.notify();
        this.#ready.resolve();
      };
      // An update has a place of its own, wherever it is begun; of the deadline it makes its own use.
      const value = await elsewhere(() => this.#start({ onRun, onReady }, this.#deadline));
      this.#status = this.#statusOf(value);
      this.#ready.resolve();
      return value;
    } catch (error) {
      this.#status = CancelledError.isInstance(error) ? "stopped" : "failed";
      this.#ready.reject(error);
      throw error;
    } finally {
      this.#over = true;
      this.#stats?.end();
      this.#statusChanges.notify();
    }
  }
}
