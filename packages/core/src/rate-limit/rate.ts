/** Less than this, in milliseconds, is a rounding error. */
const NO_TIME = 1e-6;

/** One limited quantity: so many units in a time, with an allowance for what was not used before. */
export class Rate {
  readonly #millisecondsPerUnit: number;
  readonly #burst: number;
  /** When everything that was taken so far will have been paid for. */
  #paidAt = Number.NEGATIVE_INFINITY;

  constructor(unitsPerMillisecond: number, burstMilliseconds: number) {
    this.#millisecondsPerUnit = 1 / unitsPerMillisecond;
    this.#burst = burstMilliseconds;
  }

  /** Milliseconds until so many units may be taken. More than ever gathers may be taken once the rate has fully rested. */
  waitFor(units: number, now: number): number {
    if (units === 0) return 0;
    const cost = units * this.#millisecondsPerUnit;
    const wait = Math.max(now, this.#paidAt) + cost - Math.max(this.#burst, cost) - now;
    return wait < NO_TIME ? 0 : wait;
  }

  take(units: number, now: number): void {
    this.#paidAt = Math.max(now, this.#paidAt) + units * this.#millisecondsPerUnit;
  }
}
