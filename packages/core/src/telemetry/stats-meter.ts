import type { Attributes } from "@opentelemetry/api";
import type { RunStats } from "../progress/run-stats.ts";
import { NO_COUNTS, NO_STATS, type UpdateStats } from "../progress/update-stats.ts";
import type { Instruments } from "./instruments.ts";

const EVERY_MS = 1000;

/**
 * Adds what a run counts to the metrics, once a second and when it ends: so counting costs an item nothing more than
 * without them.
 */
export class StatsMeter {
  readonly #stats: RunStats;
  readonly #instruments: Instruments;
  readonly #common: Attributes;
  readonly #timer: NodeJS.Timeout;
  #told: UpdateStats = NO_STATS;

  constructor(stats: RunStats, instruments: Instruments, common: Attributes) {
    this.#stats = stats;
    this.#instruments = instruments;
    this.#common = common;
    this.#timer = setInterval(() => this.#tell(stats.snapshot()), EVERY_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
    const last = this.#stats.snapshot();
    const idle = Object.entries(last.components).map(([name, counts]) => [name, { ...counts, running: 0, waiting: 0 }]);
    this.#tell({ ...last, components: Object.fromEntries(idle) });
  }

  #tell(now: UpdateStats): void {
    const before = this.#told;
    this.#told = now;
    const { bytes, calls, changes, components, counted, running, waiting } = this.#instruments;
    for (const [name, counts] of Object.entries(now.components)) {
      const old = before.components[name] ?? NO_COUNTS;
      const of = { ...this.#common, "coco.function": name };
      for (const outcome of ["added", "reprocessed", "unchanged", "failed", "deleted"] as const)
        add(components, counts[outcome] - old[outcome], { ...of, "coco.outcome": outcome });
      add(running, counts.running - old.running, of);
      add(waiting, counts.waiting - old.waiting, of);
      add(bytes, counts.bytes - old.bytes, of);
    }
    for (const [name, { hits, ran }] of Object.entries(now.functions)) {
      const old = before.functions[name];
      const of = { ...this.#common, "coco.function": name };
      add(calls, ran - (old?.ran ?? 0), { ...of, "coco.outcome": "ran" });
      add(calls, hits - (old?.hits ?? 0), { ...of, "coco.outcome": "reused" });
    }
    for (const [name, { deleted, written }] of Object.entries(now.targets)) {
      const old = before.targets[name];
      const of = { ...this.#common, "coco.sink": name };
      add(changes, written - (old?.written ?? 0), { ...of, "coco.change": "write" });
      add(changes, deleted - (old?.deleted ?? 0), { ...of, "coco.change": "delete" });
    }
    for (const [name, count] of Object.entries(now.counters))
      add(counted, count - (before.counters[name] ?? 0), { ...this.#common, "coco.counter": name });
  }
}

function add(to: { add(value: number, attributes: Attributes): void }, difference: number, of: Attributes): void {
  if (difference !== 0) to.add(difference, of);
}
