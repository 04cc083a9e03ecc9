import { monotonicTime } from "../internal/monotonic-time.ts";
import { type ComponentPath, formatPath } from "../component/component-path.ts";
import type { HandlerChain } from "../component/exception-handlers.ts";
import { elsewhere } from "../deadline/current-deadline.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import type { LivePauses } from "./live-options.ts";
import type { LiveWork } from "./live-work.ts";
import { pause } from "./pause.ts";

/** What went on for so long is healthy: its next failure is a first one. */
const HEALTHY_MS = 60_000;
/** How long something that was told to stop may take before it is left alone. */
const STOP_MS = 5_000;

/** Something that reports changes, as a place in the component tree: a source that is followed, or a live component. */
export interface FollowedPlace {
  readonly path: ComponentPath;
  /** The component that mounted it. */
  readonly host: ComponentPath;
  /** For messages. */
  readonly name: string | undefined;
  readonly handlers: HandlerChain | undefined;
}

/** The update that it belongs to. */
export interface FollowingHost {
  /** Whether it goes on when everything is up to date. */
  readonly follows: boolean;
  readonly pauses: LivePauses;
  add(work: LiveWork): Promise<void>;
  /** Resolves when more may be reported. */
  room(): Promise<void>;
  /** Reports a failure of what reports, not of what is made of it. */
  failed(place: FollowedPlace, error: unknown): Promise<void>;
  /** What had failed goes on as it should. */
  recovered(place: FollowedPlace): Promise<void>;
  log(line: string): void;
  /** Nothing more is reported. */
  ended(following: Following): void;
}

/** Lets code go on that reports changes: until it ends or is stopped, and again after a pause where it breaks off. */
export class Following {
  readonly place: FollowedPlace;
  /** The source itself, where it is one. */
  readonly source: object | undefined;
  readonly #host: FollowingHost;
  readonly #controller = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  #isReady = false;
  #hasFailed = false;
  /** What was reported before it was ready, and is not done. */
  readonly #early = new Set<Promise<void>>();
  #error: { readonly error: unknown } | undefined;
  #going: Promise<void> = Promise.resolve();
  /** Called when it is stopped, or has ended. */
  onEnd: (() => void) | undefined;

  constructor(place: FollowedPlace, host: FollowingHost, source?: object) {
    this.place = place;
    this.source = source;
    this.#host = host;
    this.#ready.promise.catch(() => undefined);
  }

  get stopped(): boolean {
    return this.#controller.signal.aborted;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Resolves when all that had happened as it began is reported and written. Rejects where it broke off before, in an
   * update that does not go on.
   */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  start(body: () => Promise<unknown>): void {
    this.#going = elsewhere(() => this.#keepGoing(body));
  }

  /** @throws CancelledError (`NOT_FOLLOWED`) when it is stopped. */
  refuseStopped(): void {
    if (this.stopped) throw notFollowed();
  }

  /** Takes note of something that was reported. */
  reported(done: Promise<void>): void {
    if (this.#isReady) return;
    this.#early.add(done);
    void (async () => {
      await done;
      this.#early.delete(done);
    })();
  }

  /** All that had happened is reported. Where the update does not go on, this ends it: throws. */
  async markReady(): Promise<void> {
    this.refuseStopped();
    this.#settle();
    if (this.#hasFailed) await this.#host.recovered(this.place);
    this.#hasFailed = false;
    if (this.#host.follows) return;
    this.#abort();
    throw notFollowed();
  }

  /** Tells it to stop, and waits until it has. */
  async stop(): Promise<void> {
    this.#abort();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<"late">((resolve) => (timer = setTimeout(() => resolve("late"), STOP_MS)));
    const late = await Promise.race([this.#going, patience]);
    clearTimeout(timer);
    if (late !== "late") return;
    this.#host.log(`${formatPath(this.place.path)}: what it follows was told to stop, and goes on.`);
    this.#host.ended(this);
  }

  #abort(): void {
    if (this.stopped) return;
    this.#controller.abort(notFollowed());
    this.onEnd?.();
    this.#settle();
  }

  async #keepGoing(body: () => Promise<unknown>): Promise<void> {
    const { first, longest } = this.#host.pauses;
    for (let failures = 0; ; ) {
      const began = monotonicTime();
      try {
        await body();
        break;
      } catch (error) {
        if (this.stopped) break;
        if (!this.#host.follows) {
          this.#error = { error };
          break;
        }
        this.#hasFailed = true;
        await this.#host.failed(this.place, error);
        this.#settle(); // nobody shall wait for a source that is down
        failures = monotonicTime() - began >= HEALTHY_MS ? 1 : failures + 1;
        await pause(Math.min(first * 2 ** (failures - 1), longest), this.signal);
        if (this.stopped) break;
      }
    }
    this.onEnd?.();
    this.#settle();
    this.#host.ended(this);
  }

  #settle(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    const early = [...this.#early];
    this.#early.clear();
    void (async () => {
      await Promise.all(early);
      if (this.#error === undefined) this.#ready.resolve();
      else this.#ready.reject(this.#error.error);
    })();
  }
}

function notFollowed(): CancelledError {
  return new CancelledError("Nobody follows this any more.", {
    code: "NOT_FOLLOWED",
    hint: "Let watch(), or processLive(), end: its signal is aborted.",
  });
}
