import type { LiveMapFeed, LiveMapSubscriber, Readiness, StableKey } from "@coco/connectorkit";
import { keyInLevel } from "../component/component-path.ts";
import type { FollowedLevel } from "./followed-level.ts";
import { Following, type FollowingHost } from "./following.ts";
import type { LiveWork } from "./live-work.ts";

/** A change that a source reports: without a value, its item is gone. */
type Change = { readonly key: StableKey } | { readonly key: StableKey; readonly value: unknown };

/** Follows a live source: what it reports of its items becomes work. */
export class Feed {
  readonly following: Following;
  readonly #level: FollowedLevel;
  readonly #host: FollowingHost;
  readonly #source: LiveMapFeed<unknown>;
  /** Resolves when the first look through the source is due. */
  readonly #wanted = Promise.withResolvers<void>();
  readonly #scanned = Promise.withResolvers<void>();
  #isScanned = false;
  #rescan: NodeJS.Timeout | undefined;

  constructor(level: FollowedLevel, source: LiveMapFeed<unknown>, host: FollowingHost) {
    this.#level = level;
    this.#host = host;
    const { handlers, host: above, mounted, path } = level;
    this.following = new Following({ path, host: above, handlers, name: mounted.name }, host, source);
    this.following.onEnd = () => {
      clearTimeout(this.#rescan);
      this.#wanted.resolve();
      this.#scanned.resolve();
    };
    this.#source = source;
  }

  start(): void {
    this.following.start(() => this.#watch());
  }

  /** Resolves when the source is watched and wants to be looked through, or cannot be watched just now. */
  get scanWanted(): Promise<void> {
    return this.#wanted.promise;
  }

  /** The first look through the source is over. */
  scanned(): void {
    this.#isScanned = true;
    this.#scanned.resolve();
    this.#planRescan();
  }

  async #watch(): Promise<void> {
    try {
      await this.#source.watch(this.#subscriber, this.following.signal);
    } finally {
      this.#wanted.resolve();
    }
  }

  readonly #subscriber: LiveMapSubscriber<unknown> = {
    updateAll: () => this.#updateAll(),
    update: (key, value) => this.#report({ key, value }),
    delete: (key) => this.#report({ key }),
    markReady: () => this.#markReady(),
    reportException: async (error) => {
      if (!this.following.stopped) await this.#host.failed(this.following.place, error);
    },
  };

  async #updateAll(): Promise<void> {
    this.following.refuseStopped();
    if (this.#level.items === undefined) return;
    if (this.#isScanned) {
      const scanned = this.#scanAgain();
      if (this.following.isReady) await scanned; // else it waits for the run that waits for this
    } else {
      this.#wanted.resolve();
      await this.#scanned.promise;
    }
    this.following.refuseStopped();
  }

  async #scanAgain(): Promise<void> {
    clearTimeout(this.#rescan);
    const { handlers, path } = this.#level;
    await this.#host.add({ what: "scan", path, handlers, level: this.#level });
    this.#planRescan();
  }

  #planRescan(): void {
    const { follows, pauses } = this.#host;
    clearTimeout(this.#rescan);
    if (this.#source.filledByComponents === true) return; // it tells of everything, and holds less than what is stored where one of them failed
    if (pauses.rescan === undefined || this.following.stopped || !follows || this.#level.items === undefined) return;
    this.#rescan = setTimeout(() => void this.#scanAgain(), pauses.rescan);
  }

  async #report(change: Change): Promise<Readiness> {
    this.following.refuseStopped();
    await this.#host.room();
    this.following.refuseStopped();
    const done = this.#host.add(this.#workOf(change));
    // What a look through the source covers had happened before; this waits for that look, which must not wait for it.
    if (this.#level.items === undefined) this.following.reported(done);
    return { ready: () => done };
  }

  #workOf(change: Change): LiveWork {
    const { args, group, handlers, mounted, path: level, prefix } = this.#level;
    const key = keyInLevel(prefix, change.key);
    const path = [...level, change.key];
    if (!("value" in change)) return { what: "deletion", path, key, handlers };
    const all = [change.value, ...args];
    return { what: "component", path, key, mounted, args: all, handlers, group, kind: "mountEach" };
  }

  async #markReady(): Promise<void> {
    this.following.refuseStopped();
    this.#wanted.resolve();
    if (this.#level.items !== undefined) await this.#scanned.promise;
    await this.following.markReady();
  }
}
