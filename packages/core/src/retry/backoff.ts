import { CocoError } from "@coco/connectorkit";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";

/** How the pauses between attempts grow. */
export interface BackoffOptions {
  /** The first pause. Default 500 ms. */
  readonly initialDelay?: Duration;
  /** No pause is longer. Default 30 s. */
  readonly maxDelay?: Duration;
  /** Each pause is so many times the one before. Default 2. */
  readonly factor?: number;
  /** The part of a pause that is left to chance, from 0 to 1, so that callers do not return all at once. Default 0.5. */
  readonly jitter?: number;
}

/** The pauses between attempts: `initialDelay * factor ** n`, at most `maxDelay`, less a random part of `jitter`. */
export class Backoff {
  readonly #initial: number;
  readonly #longest: number;
  readonly #factor: number;
  readonly #jitter: number;
  readonly #random: () => number;

  constructor(options: BackoffOptions = {}, random: () => number = Math.random) {
    this.#initial = millisecondsOf(options.initialDelay ?? 500, "initialDelay");
    this.#longest = millisecondsOf(options.maxDelay ?? 30_000, "maxDelay");
    this.#factor = numberIn("factor", options.factor ?? 2, 1, Number.MAX_VALUE);
    this.#jitter = numberIn("jitter", options.jitter ?? 0.5, 0, 1);
    this.#random = random;
  }

  /** The pause, in milliseconds, after attempt number `attempt` (from 1). */
  delayAfter(attempt: number): number {
    const full = Math.min(this.#longest, this.#initial * this.#factor ** (attempt - 1));
    return full * (1 - this.#jitter * this.#random());
  }
}

function numberIn(name: string, value: number, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  const range = most === Number.MAX_VALUE ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new CocoError(`The option ${name} must be a number ${range}, not ${String(value)}.`, {
    code: "RETRY_OPTIONS",
    hint: "Leave it out for the default.",
  });
}
