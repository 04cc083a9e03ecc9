import { CocoError, registerMemoKey } from "@coco/connectorkit";
import { type Clock, systemClock } from "../deadline/clock.ts";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { interruptedBy, interruptionHere, onInterruption } from "../deadline/interruption.ts";
import { refuseInWorker } from "../runner/pool-thread.ts";
import { Rate } from "./rate.ts";

export interface RateLimiterOptions {
  /** Calls in a second; fractions are fine. Give this, or `callsPerMinute`, or neither. */
  readonly callsPerSecond?: number;
  readonly callsPerMinute?: number;
  /** Tokens, or any other unit that `acquire` counts, in a second. Give this, or `tokensPerMinute`, or neither. */
  readonly tokensPerSecond?: number;
  readonly tokensPerMinute?: number;
  /** How much of an idle time may be made up for at once. 0: calls are spaced evenly. Default 1 s. */
  readonly burst?: Duration;
  /** For tests. Default: the machine's. */
  readonly clock?: Clock;
}

export interface AcquireOptions {
  /** Ends the wait with its reason; nothing is taken. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly tokens: number;
  readonly grant: () => void;
}

const OPTIONS = new Set(["callsPerSecond", "callsPerMinute", "tokensPerSecond", "tokensPerMinute", "burst", "clock"]);

/**
 * Keeps what is called through it within a number of calls, of tokens, or both, in a time. Everybody who uses the same
 * limiter shares one budget; callers are served in the order in which they came, so none starves. Provide one under a
 * context key to share it across an app.
 *
 * As an argument of a memoized function it does not count: it has no part in the result.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #calls: Rate | undefined;
  readonly #tokens: Rate | undefined;
  readonly #waiting: Set<Waiting> = new Set();
  #cancelTimer: (() => void) | undefined;

  static {
    registerMemoKey(RateLimiter, () => "coco.rate-limiter");
  }

  /** @throws CocoError (`RATE_LIMIT`, `DURATION`) for options that cannot work, and where no rate is given. */
  constructor(options: RateLimiterOptions) {
    if (typeof options !== "object" || options === null) throw refusal("needs an object with its rates");
    for (const name of Object.keys(options))
      if (!OPTIONS.has(name)) throw refusal(`does not know the option "${name}"`);
    const burst = millisecondsOf(options.burst ?? 1_000, "burst");
    this.#clock = options.clock ?? systemClock;
    this.#calls = rateOf("calls", options.callsPerSecond, options.callsPerMinute, burst);
    this.#tokens = rateOf("tokens", options.tokensPerSecond, options.tokensPerMinute, burst);
    if (this.#calls === undefined && this.#tokens === undefined) throw refusal("was given no rate");
  }

  /**
   * Waits until one call with so many tokens may be made. A call of more tokens than ever gather is let through when
   * the limiter has fully rested, and those behind it wait the longer. Where tokens are not limited they do not count.
   *
   * @param tokens - at least 0. Default 1.
   * @throws TimeoutError, CancelledError when the current deadline passes or the run is stopped; nothing is taken then.
   */
  async acquire(tokens: number = 1, options: AcquireOptions = {}): Promise<void> {
    refuseInWorker(
      "RateLimiter.acquire()",
      "Acquire before the call: each worker thread would have a budget of its own.",
    );
    if (typeof tokens !== "number" || !Number.isFinite(tokens) || tokens < 0) {
      throw refusal(`was asked for ${String(tokens)} tokens`);
    }
    const interruption = interruptionHere(options.signal);
    const early = interruptedBy(interruption);
    if (early !== undefined) throw early;
    if (this.#waiting.size === 0 && this.#waitFor(tokens) === 0) return this.#take(tokens);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        tokens,
        grant: () => {
          stop();
          resolve();
        },
      };
      this.#waiting.add(waiting);
      const stop = onInterruption(interruption, (error) => {
        this.#waiting.delete(waiting);
        this.#serve();
        reject(error);
      });
      if (this.#waiting.size === 1) this.#serve();
    });
  }

  /** Lets all through that may go, then waits for the first of the others. */
  #serve(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (const waiting of this.#waiting) {
      const wait = this.#waitFor(waiting.tokens);
      if (wait > 0) {
        this.#cancelTimer = this.#clock.after(wait, () => this.#serve());
        return;
      }
      this.#waiting.delete(waiting);
      this.#take(waiting.tokens);
      waiting.grant();
    }
  }

  #waitFor(tokens: number): number {
    const now = this.#clock.now();
    return Math.max(this.#calls?.waitFor(1, now) ?? 0, this.#tokens?.waitFor(tokens, now) ?? 0);
  }

  #take(tokens: number): void {
    const now = this.#clock.now();
    this.#calls?.take(1, now);
    this.#tokens?.take(tokens, now);
  }
}

function rateOf(
  what: string,
  perSecond: number | undefined,
  perMinute: number | undefined,
  burst: number,
): Rate | undefined {
  if (perSecond !== undefined && perMinute !== undefined) {
    throw refusal(`was given both ${what}PerSecond and ${what}PerMinute`);
  }
  const rate = perSecond ?? perMinute;
  if (rate === undefined) return undefined;
  if (typeof rate !== "number" || !Number.isFinite(rate) || rate <= 0) {
    throw refusal(`was given ${String(rate)} as ${what}Per${perSecond === undefined ? "Minute" : "Second"}`);
  }
  return new Rate(rate / (perSecond === undefined ? 60_000 : 1_000), burst);
}

function refusal(problem: string): CocoError {
  return new CocoError(`A RateLimiter ${problem}.`, {
    code: "RATE_LIMIT",
    hint: "Rates are numbers above 0: callsPerSecond or callsPerMinute, tokensPerSecond or tokensPerMinute; tokens are at least 0.",
  });
}
