import { type LiveMapFeed, type LiveMapSubscriber, type Readiness, type StableKey } from "@coco/connectorkit";
import { formatPath, keyInLevel } from "../component/component-path.ts";
import { elsewhere } from "../deadline/current-deadline.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import type { FollowedLevel } from "./followed-level.ts";
import type { LiveWork } from "./live-work.ts";

/** A source that told of changes for so long is healthy: its next failure is a first one. */
const HEALTHY_MS = 60_000;
/** How long a source that was told to stop may take before it is left alone. */
const STOP_MS = 5_000;

/** What a feed needs of the update that it belongs to. */
export interface FeedHost {
  /** Whether it goes on after it is ready. */
  readonly follows: boolean;
  readonly pauses: { readonly first: number; readonly longest: number; readonly rescan: number | undefined };
  add(work: LiveWork): Promise<void>;
  room(): Promise<void>;
  /** Reports a failure of the feed itself. */
  failed(level: FollowedLevel, error: unknown): Promise<void>;
  log(line: string): void;
  /** The feed tells of nothing any more. */
  ended(feed: Feed): void;
}

/** Follows one live source: what it reports becomes work, and when it breaks off it is begun anew. */
export class Feed {
  readonly level: FollowedLevel;
  readonly source: LiveMapFeed<unknown>;
  readonly #host: FeedHost;
  readonly #controller = new AbortController();
  /** Resolves when the source wants to be looked through first, or nothing is to be waited for. */
  readonly #wanted = Promise.withResolvers<void>();
  readonly #scanned = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  #watching: Promise<void> = Promise.resolve();
  #isScanned = false;
  #isReady = false;
  /** What was reported before it was ready, and is not done. */
  readonly #early = new Set<Promise<void>>();
  #rescan: NodeJS.Timeout | undefined;
  #error: { readonly error: unknown } | undefined;

  constructor(level: FollowedLevel, source: LiveMapFeed<unknown>, host: FeedHost) {
    this.level = level;
    this.source = source;
    this.#host = host;
    this.#ready.promise.catch(() => undefined);
  }

  get stopped(): boolean {
    return this.#controller.signal.aborted;
  }

  start(): void {
    this.#watching = elsewhere(() => this.#watch());
  }

  /** Resolves when the first look through the source is due. */
  get scanWanted(): Promise<void> {
    return this.#wanted.promise;
  }

  /** The first look through the source is over. */
  scanned(): void {
    this.#isScanned = true;
    this.#scanned.resolve();
    this.#planRescan();
  }

  /** Resolves when all that had happened as watching began is reported and written; rejects where that broke off. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Tells the source to stop, and waits until it has. */
  async stop(): Promise<void> {
    if (!this.stopped) {
      clearTimeout(this.#rescan);
      this.#controller.abort(stoppedError());
      this.#wanted.resolve();
      this.#scanned.resolve();
      this.#settle();
    }
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<"late">((resolve) => (timer = setTimeout(() => resolve("late"), STOP_MS)));
    const late = await Promise.race([this.#watching, patience]);
    clearTimeout(timer);
    if (late === "late") this.#host.log(`${formatPath(this.level.path)}: its source was told to stop, and goes on.`);
  }

  async #watch(): Promise<void> {
    let failures = 0;
    for (;;) {
      const began = performance.now();
      try {
        await this.source.watch(this.#subscriber, this.#controller.signal);
        break;
      } catch (error) {
        if (this.stopped) break;
        if (!this.#host.follows) {
          this.#error = { error };
          break;
        }
        await this.#host.failed(this.level, error);
        this.#wanted.resolve();
        this.#settle(); // who waits for it must not wait for a source that is down
        failures = performance.now() - began >= HEALTHY_MS ? 1 : failures + 1;
        await this.#pause(failures);
        if (this.stopped) break;
      }
    }
    this.#wanted.resolve();
    this.#settle();
    clearTimeout(this.#rescan);
    this.#host.ended(this);
  }

  #pause(failures: number): Promise<void> {
    const { first, longest } = this.#host.pauses;
    const { signal } = this.#controller;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(first * 2 ** (failures - 1), longest));
      signal.addEventListener("abort", end, { once: true });
    });
  }

  #settle(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    const early = [...this.#early];
    this.#early.clear();
    void Promise.all(early).then(() =>
      this.#error === undefined ? this.#ready.resolve() : this.#ready.reject(this.#error.error),
    );
  }

  readonly #subscriber: LiveMapSubscriber<unknown> = {
    updateAll: () => this.#updateAll(),
    update: (key, value) => this.#report({ key, value }),
    delete: (key) => this.#report({ key }),
    markReady: () => this.#markReady(),
    reportException: async (error) => {
      if (!this.stopped) await this.#host.failed(this.level, error);
    },
  };

  async #updateAll(): Promise<void> {
    this.#refuseStopped();
    if (this.level.items === undefined) return;
    if (!this.#isScanned) {
      this.#wanted.resolve();
      await this.#scanned.promise;
      this.#refuseStopped();
      return;
    }
    await this.#scanAgain();
  }

  async #scanAgain(): Promise<void> {
    clearTimeout(this.#rescan);
    const { handlers, path } = this.level;
    await this.#host.add({ what: "scan", path, handlers, level: this.level });
    this.#planRescan();
  }

  #planRescan(): void {
    const { rescan } = this.#host.pauses;
    clearTimeout(this.#rescan);
    if (rescan === undefined || this.stopped || !this.#host.follows || this.level.items === undefined) return;
    this.#rescan = setTimeout(() => void this.#scanAgain(), rescan);
  }

  async #report(change: { readonly key: StableKey; readonly value?: unknown }): Promise<Readiness> {
    this.#refuseStopped();
    await this.#host.room();
    this.#refuseStopped();
    const done = this.#host.add(this.#workOf(change));
    if (!this.#isReady) {
      this.#early.add(done);
      void done.then(() => this.#early.delete(done));
    }
    return { ready: () => done };
  }

  #workOf(change: { readonly key: StableKey; readonly value?: unknown }): LiveWork {
    const { args, group, handlers, host, mounted, path: level, prefix } = this.level;
    const key = keyInLevel(prefix, change.key);
    const path = [...level, change.key];
    if (!("value" in change)) return { what: "deletion", path, key, handlers };
    const all = [change.value, ...args];
    return { what: "component", path, key, mounted, args: all, handlers, group, kind: "mountEach", host };
  }

  async #markReady(): Promise<void> {
    this.#refuseStopped();
    this.#wanted.resolve();
    if (this.level.items !== undefined) await this.#scanned.promise;
    this.#settle();
    if (this.#host.follows) return;
    this.#controller.abort(stoppedError());
    throw stoppedError();
  }

  #refuseStopped(): void {
    if (this.stopped) throw stoppedError();
  }
}

function stoppedError(): CancelledError {
  return new CancelledError("Nobody follows this source any more.", { code: "FEED_STOPPED" });
}
