import type { WorkRate } from "./update-stats.ts";

/** What was done by some moment. */
interface Sample {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly components: number;
  readonly bytes: number;
}

const WINDOW_MS = 10_000;
const STEP_MS = 250;
const NOTHING: Sample = { at: 0, components: 0, bytes: 0 };

/**
 * How fast work goes now: over the last ten seconds, as far as somebody looked meanwhile, else since the beginning.
 * It remembers what was seen when somebody looked, and costs nothing in between.
 */
export class RateWindow {
  #samples: Sample[] = [NOTHING];

  /** Takes note of what is done by now, and gives the rate. */
  rate(now: Sample): WorkRate {
    const kept = this.#samples;
    while (kept.length > 1 && now.at - (kept[1] as Sample).at >= WINDOW_MS) kept.shift();
    const first = kept[0] as Sample;
    if (now.at - (kept.at(-1) as Sample).at >= STEP_MS) kept.push(now);
    const seconds = (now.at - first.at) / 1000;
    if (seconds <= 0) return { components: 0, bytes: 0 };
    return { components: (now.components - first.components) / seconds, bytes: (now.bytes - first.bytes) / seconds };
  }
}
