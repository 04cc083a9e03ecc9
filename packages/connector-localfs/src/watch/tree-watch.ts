import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { LiveMapSubscriber } from "@coco/connectorkit";
import { rootGoneWhileWatched, unwatchable } from "../errors/watch-failure.ts";
import type { File } from "../file/file.ts";
import type { Root } from "../root/root.ts";
import { fileItem } from "../walk/file-item.ts";
import { keyOfPath } from "../walk/path-text.ts";
import type { ScanInProgress, ScanObserver } from "../walk/scan-observer.ts";
import { TreeWalk } from "../walk/tree-walk.ts";
import type { WalkPlan } from "../walk/walk-plan.ts";
import { Hints } from "./hints.ts";
import { type FileChanges, lookCloser } from "./look-closer.ts";
import { RootWatch } from "./root-watch.ts";
import { WatchedFolders } from "./watched-folders.ts";

/** After a failure everything is looked through again, after a pause that doubles, in ms. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
/** Where a folder cannot be watched, everything is looked through so often instead, in ms. */
const UNWATCHED_RESCAN = 30_000;

export interface TreeWatchOptions {
  readonly root: Root;
  readonly plan: WalkPlan;
  readonly subscriber: LiveMapSubscriber<File>;
  readonly signal: AbortSignal;
}

/** Follows the files of one tree for one subscriber. */
export class TreeWatch implements ScanObserver {
  readonly #options: TreeWatchOptions;
  readonly #hints: Hints = new Hints(queuedAtMost() / 2);
  readonly #folders: WatchedFolders;
  /** The root's absolute path, once it is scanned. */
  #folder: string | undefined;
  #rootWatch: RootWatch | undefined;
  #gone = false;
  #unwatched: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(options: TreeWatchOptions) {
    this.#options = options;
    this.#folders = new WatchedFolders({
      hint: (path) => this.#hints.add(path),
      unknown: () => this.#hints.addWhole(),
      problem: (error) => this.#cannotWatch(error),
    });
  }

  /** Scans show where the folders are that are to be watched. */
  begin(folder: string): ScanInProgress {
    this.#folder = folder;
    if (this.#rootWatch === undefined && !this.#options.signal.aborted) {
      this.#rootWatch = new RootWatch(folder, {
        gone: (error) => this.#rootGone(error),
        replaced: () => this.#rootReplaced(),
        rulesChanged: () => this.#hints.addWhole(),
      });
      this.#rootWatch.start(this.#options.plan.gitignore);
    }
    return this.#folders.begin(folder);
  }

  /** Resolves when the signal is aborted. */
  async run(): Promise<void> {
    const { signal, subscriber } = this.#options;
    const stop = (): void => this.#hints.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      await subscriber.updateAll();
      if (!this.#folders.complete) this.#walkThrough();
      await subscriber.markReady();
      while (!signal.aborted) await this.#handleNext();
    } finally {
      signal.removeEventListener("abort", stop);
      clearTimeout(this.#unwatched);
      this.#rootWatch?.close();
      this.#folders.close();
      this.#hints.close();
    }
  }

  async #handleNext(): Promise<void> {
    const { signal } = this.#options;
    const batch = await this.#hints.next();
    if (batch === undefined || this.#gone) return;
    try {
      if (this.#rootWatch?.check() === false) return; // what there is beneath another root is no change of this one
      const changes = batch.whole ? undefined : await this.#look(batch.paths);
      if (signal.aborted || this.#rootWatch?.check() === false) return;
      if (changes === undefined) void this.#scanAgain();
      else await this.#report(changes);
    } catch (error) {
      if (signal.aborted) return;
      await this.#failed(error);
    }
  }

  /** Nobody waits for it: it may take as long as the slowest of what has changed. */
  async #scanAgain(): Promise<void> {
    const { signal, subscriber } = this.#options;
    try {
      await subscriber.updateAll();
      this.#failures = 0;
    } catch (error) {
      if (!signal.aborted) await this.#failed(error);
    }
  }

  #look(paths: Parameters<typeof lookCloser>[0]): Promise<FileChanges | undefined> {
    const root = withSlash(this.#folder ?? this.#options.root.folder());
    return lookCloser(paths, { root, plan: this.#options.plan, folders: this.#folders });
  }

  /** All at once: of what came in one moment a move may be made, which is no deletion. */
  async #report(changes: FileChanges): Promise<void> {
    const { root, subscriber } = this.#options;
    await Promise.all(
      [...changes.values()].map(({ found, relative }) =>
        found === undefined
          ? subscriber.delete(keyOfPath(relative))
          : subscriber.update(...fileItem(root.identity, found)),
      ),
    );
  }

  async #failed(error: unknown): Promise<void> {
    const { signal, subscriber } = this.#options;
    await subscriber.reportException(error);
    const milliseconds = Math.min(FIRST_PAUSE * 2 ** this.#failures, LONGEST_PAUSE);
    this.#failures += 1;
    try {
      await pause(milliseconds, undefined, { signal });
      this.#hints.addWhole();
    } catch {
      // Stopped meanwhile.
    }
  }

  /** Where whoever scans did not ask this source: watches what a scan would enter. */
  #walkThrough(): void {
    const folder = this.#options.root.folder();
    const scan = this.begin(folder);
    const walk = new TreeWalk(withSlash(folder), this.#options.plan, (...place) => scan.entering(...place));
    for (const _ of walk.files());
    scan.complete();
    this.#hints.addWhole();
  }

  #rootGone(error: unknown): void {
    this.#gone = true;
    this.#folders.reset();
    this.#hints.clear();
    void this.#say(rootGoneWhileWatched(this.#folder ?? "", error));
  }

  #rootReplaced(): void {
    this.#gone = false;
    this.#folders.reset();
    this.#hints.addWhole();
  }

  /** Where nobody waits. */
  async #say(error: unknown): Promise<void> {
    try {
      await this.#options.subscriber.reportException(error);
    } catch {
      // Who does not want to hear it has stopped this.
    }
  }

  #cannotWatch(error: unknown): void {
    if (this.#unwatched !== undefined) return;
    void this.#say(unwatchable(this.#folder ?? "", error, UNWATCHED_RESCAN));
    this.#unwatched = setInterval(() => this.#hints.addWhole(), UNWATCHED_RESCAN);
  }
}

function withSlash(folder: string): string {
  return folder.endsWith("/") ? folder : `${folder}/`;
}

/** How many events the system keeps until they are read. */
function queuedAtMost(): number {
  try {
    return Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8")) || 16_384;
  } catch {
    return 16_384;
  }
}
