import type { LiveMapFeed } from "@coco/connectorkit";
import type { RunShared } from "../app/run-shared.ts";
import type { Run } from "../app/run.ts";
import type { UpdateReport } from "../app/update-report.ts";
import { type ComponentPath, componentKey, pathOfKey } from "../component/component-path.ts";
import { type MountedFunction, mountedFunction } from "../component/mounted-function.ts";
import type { FunctionRegistry } from "../function/function-registry.ts";
import { pathText, textsOf } from "./coverage.ts";
import { FailingWork } from "./failing-work.ts";
import { Feed } from "./feed.ts";
import type { FollowedLevel } from "./followed-level.ts";
import type { FollowedPlace, Following, FollowingHost } from "./following.ts";
import type { LiveComponent } from "./live-component.ts";
import { LiveLoop, type LivePlace } from "./live-loop.ts";
import type { LivePauses } from "./live-options.ts";
import type { LiveWork } from "./live-work.ts";
import { storeLevelOf } from "./store-level.ts";
import { runWorks } from "./run-works.ts";
import { Upkeep } from "./upkeep.ts";
import { type Batch, WorkQueue } from "./work-queue.ts";

/**
 * What goes on beside the first run of an update and, if the update is live, after it: sources that are followed, and
 * small runs for what they report, one beside another.
 */
export class LiveSession implements FollowingHost {
  /** Whether the update goes on when everything is up to date. */
  readonly follows: boolean;
  readonly pauses: LivePauses;
  readonly #queue: WorkQueue = new WorkQueue((batch) => this.#start(batch));
  /** What failed, and when it is tried again. */
  readonly failing: FailingWork;
  readonly #followings = new Set<Following>();
  readonly #running = new Set<Promise<void>>();
  #first: Run | undefined;
  #shared: RunShared | undefined;
  #functions: FunctionRegistry | undefined;
  #makeRun: (() => Run) | undefined;
  #over: (() => void) | undefined;
  #upkeep: Upkeep | undefined;
  #signal: AbortSignal | undefined;
  #log: (line: string) => void = () => undefined;
  #broken: { readonly error: unknown } | undefined;

  constructor(follows: boolean, pauses: LivePauses) {
    this.follows = follows;
    this.pauses = pauses;
    this.failing = new FailingWork(follows, pauses, (work) => this.#queue.addAgain(work));
  }

  /** The first run begins. `makeRun` makes one that goes on beside it, or after it. */
  begin(first: Run, makeRun: () => Run): void {
    const { log } = first.failures;
    this.#first = first;
    this.#shared = first.shared;
    this.#functions = first.functions;
    this.#makeRun = makeRun;
    this.#log = (line) => log(line);
    this.#upkeep = new Upkeep(first.shared, log, () => this.#running.size > 0);
    this.#queue.coverage.take([], first);
    const { signal } = first;
    this.#signal = signal;
    if (signal.aborted) void this.#close();
    else signal.addEventListener("abort", () => void this.#close(), { once: true });
  }

  /** The first run is over: what it looked after is followed from now on. */
  async firstIsOver(): Promise<void> {
    const first = this.#first;
    if (first === undefined) return;
    await this.#runIsOver(first, []);
    first.appMemos.endReprocess();
    this.#first = undefined;
    this.#queue.coverage.release([]);
    this.#queue.handOut();
  }

  /** Resolves when there is nothing left to follow, or when the signal or a failure of the store ends it. */
  async untilOver(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#over = resolve;
    signal.addEventListener("abort", () => resolve(), { once: true });
    this.#checkOver();
    await promise;
  }

  /** Stops following, forgets what waits, and lets what was begun come to an end. */
  async stop(): Promise<void> {
    this.#over = undefined;
    const stopped = this.#close();
    while (this.#running.size > 0) await Promise.all(this.#running);
    await stopped;
    await this.#upkeep?.end(this.#signal?.aborted ?? false);
    if (this.#broken !== undefined) throw this.#broken.error;
  }

  async #close(): Promise<void> {
    this.#queue.close();
    this.failing.stop();
    await this.#stop(() => true);
  }

  /** How a live update ended: what counts is what failed and has not succeeded since. */
  outcome({ stats }: UpdateReport, signal: AbortSignal): Pick<UpdateReport, "failures" | "stats" | "status"> {
    const failures = this.failing.standing;
    const failed = failures.some(({ handled }) => !handled);
    return {
      failures,
      status: signal.aborted ? "stopped" : failed ? "failed" : "done",
      stats: this.#shared?.stats.snapshot() ?? stats,
    };
  }

  /** Follows a source, whose items stand for the components of a level. */
  async follow(level: FollowedLevel, source: LiveMapFeed<unknown>): Promise<Feed> {
    await this.#stopAt(level.path);
    const feed = new Feed(level, source, this);
    if (level.items === undefined) this.#queue.coverage.setApart(level.path, feed.following);
    this.#followings.add(feed.following);
    feed.start();
    return feed;
  }

  /** Lets a live component go on. */
  async followComponent(place: LivePlace, component: LiveComponent): Promise<LiveLoop> {
    await this.#stopAt(place.path);
    const loop = new LiveLoop(place, component, this);
    this.#queue.coverage.setApart(place.path, loop.following);
    this.#followings.add(loop.following);
    loop.start();
    return loop;
  }

  /** Where a source is followed already, if it is. */
  followerOf(source: object): ComponentPath | undefined {
    for (const { place, source: own, stopped } of this.#followings) if (own === source && !stopped) return place.path;
    return undefined;
  }

  /** A function that is mounted outside of a run. */
  mountedFunction(f: unknown, what: string): MountedFunction {
    return mountedFunction({ functions: this.#functions as FunctionRegistry }, f, what);
  }

  /** Stores that a component has a level. */
  storeLevel(host: ComponentPath, level: ComponentPath): Promise<void> {
    return storeLevelOf(this.#shared as RunShared, host, level);
  }

  add(work: LiveWork): Promise<void> {
    if (work.what === "component" || work.what === "deletion") this.failing.forget("component", work.key);
    return this.#queue.add(work);
  }

  room(): Promise<void> {
    return this.#queue.room();
  }

  log(line: string): void {
    this.#log(line);
  }

  /** What reports changes failed, not what is made of them. */
  async failed({ handlers, name, path }: FollowedPlace, error: unknown): Promise<void> {
    const run = this.#first ?? (this.#makeRun as () => Run)();
    await run.failures.report({ error, path, functionName: name, kind: "live", handlers });
    if (run === this.#first) return;
    run.deadLetters.strikeOut(run.presence, false);
    await run.finish();
  }

  /** What had failed goes on as it should. */
  async recovered({ path }: FollowedPlace): Promise<void> {
    await this.failing.recovered(this.#shared as RunShared, path);
  }

  ended(following: Following): void {
    this.#followings.delete(following);
    // What it has reported is still its own.
    const rejoin = (): void => this.#queue.coverage.rejoin(following.place.path, following);
    following.ready.then(rejoin, rejoin);
    this.#checkOver();
  }

  /** Whether another run is at work on the component of this key. */
  isBusyElsewhere(key: Uint8Array, run: Run): boolean {
    const holder = this.#queue.coverage.holderOf(pathOfKey(key));
    return holder !== undefined && holder !== run;
  }

  #start(batch: Batch): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running.add(promise);
    void (async () => {
      await this.#perform(batch).catch((error: unknown) => {
        this.#broken ??= { error };
        this.#over?.();
      });
      this.#running.delete(promise);
      resolve();
      this.#queue.handOut();
      this.#checkOver();
    })();
  }

  async #perform({ finish, works }: Batch): Promise<void> {
    const { coverage } = this.#queue;
    const run = (this.#makeRun as () => Run)();
    /** What is done only when other work is done. */
    const rest = new Map<LiveWork, Promise<void>[]>();
    for (const { path } of works) {
      coverage.release(path);
      coverage.take(path, run);
    }
    try {
      await this.#clearBeneath(works);
      await runWorks(run, works, coverage, (from, found) => {
        const done = this.#queue.add(found);
        const others = rest.get(from);
        if (others === undefined) rest.set(from, [done]);
        else others.push(done);
      });
      await this.#runIsOver(run, works);
      this.#upkeep?.due();
      if (run.storeFailure !== undefined) throw run.storeFailure.error;
    } finally {
      for (const work of works) coverage.release(work.path);
      for (const work of works) {
        const soon = work.what === "component" ? this.failing.soonDone(work.key) : undefined;
        const open = [...(rest.get(work) ?? []), ...(soon === undefined ? [] : [soon])];
        if (open.length === 0) finish(work);
        else void Promise.all(open).then(() => finish(work));
      }
    }
  }

  /** What is run again mounts anew what it follows; what is gone follows nothing. */
  async #clearBeneath(works: readonly LiveWork[]): Promise<void> {
    const cleared = new Set<string>();
    const gone = new Set<string>();
    for (const { path, what } of works) {
      if (what === "settling" || what === "scan") continue;
      this.#queue.giveUp(path, "beneath");
      if (this.#followings.size === 0) continue;
      cleared.add(pathText(path));
      if (what === "deletion") gone.add(pathText(path));
    }
    if (cleared.size === 0) return;
    await this.#stop(({ place }) => {
      const texts = textsOf(place.path);
      return gone.has(texts.pop() as string) || texts.some((above) => cleared.has(above));
    });
  }

  #stopAt(path: ComponentPath): Promise<void> {
    const text = pathText(path);
    return this.#stop(({ place }) => pathText(place.path) === text);
  }

  async #stop(which: (following: Following) => boolean): Promise<void> {
    await Promise.all([...this.#followings].filter(which).map((following) => following.stop()));
  }

  /** What a component followed that failed is followed again when it is tried again. */
  async #runIsOver(run: Run, works: readonly LiveWork[]): Promise<void> {
    await this.#stop(({ place }) => run.presence.of(componentKey(place.host)) === "failed");
    this.#queue.giveUpAgain(run.presence, this.failing.failedIn(run));
    await this.failing.runIsOver(run, works);
  }

  #checkOver(): void {
    if (this.#followings.size === 0 && this.#running.size === 0 && this.#queue.isEmpty) this.#over?.();
  }
}
