import type { ComponentCounts, UpdateSnapshot } from "@coco/core";
import { componentParts, doneOf } from "./count-parts.ts";

/** What a live update has done since everything was up to date. */
export interface Since {
  /** Milliseconds since then. */
  readonly readyFor: number;
  /** Milliseconds since something was last done; `undefined`: nothing was. */
  readonly change: number | undefined;
  /** What was done, in words. */
  readonly changes: readonly string[];
}

/** Keeps the counts of the moment in which a live update was ready, to tell what came since. */
export class Following {
  #atReady: ComponentCounts | undefined;
  #readyAt = 0;
  #changedAt: number | undefined;
  #done = 0;

  /** Takes a snapshot; what it gives is missing before the update is ready, and when it is over. */
  since({ stats: { total }, status }: UpdateSnapshot, now: number = performance.now()): Since | undefined {
    if (status !== "following") return undefined;
    if (this.#atReady === undefined) {
      this.#atReady = total;
      this.#readyAt = now;
      this.#done = doneOf(total);
    }
    if (doneOf(total) !== this.#done) this.#changedAt = now;
    this.#done = doneOf(total);
    return {
      readyFor: now - this.#readyAt,
      change: this.#changedAt === undefined ? undefined : now - this.#changedAt,
      changes: componentParts(difference(total, this.#atReady)),
    };
  }
}

/** What was counted after `before`. What runs and waits is no count of what happened. */
export function difference(now: ComponentCounts, before: ComponentCounts): ComponentCounts {
  const entries = Object.entries(now) as [keyof ComponentCounts, number][];
  const since = Object.fromEntries(entries.map(([name, count]) => [name, count - before[name]]));
  return { ...(since as unknown as ComponentCounts), running: 0, waiting: 0 };
}
