/** What became of the components of one function. */
export interface ComponentCounts {
  /** Begun and not finished. */
  running: number;
  /** Ran and were submitted. */
  ran: number;
  /** Were as they had been, and did not run. */
  unchanged: number;
  failed: number;
  deleted: number;
}

/** How often a wrapped function ran and was answered from memory. */
export interface FunctionCounts {
  ran: number;
  hits: number;
}

/** What was done to the states of one target. */
export interface TargetCounts {
  written: number;
  deleted: number;
}

/** A snapshot of a run's counters, or of those of one `statsGroup`. */
export interface UpdateStats {
  readonly components: Readonly<Record<string, Readonly<ComponentCounts>>>;
  readonly functions: Readonly<Record<string, Readonly<FunctionCounts>>>;
  /** Writes of a whole run; a group has none of its own. */
  readonly targets: Readonly<Record<string, Readonly<TargetCounts>>>;
  /** Counters of connectors and ops packages. */
  readonly counters: Readonly<Record<string, number>>;
  readonly total: Readonly<ComponentCounts>;
  /** The part of it that was counted in each `statsGroup`, by title. */
  readonly groups: Readonly<Record<string, UpdateStats>>;
  readonly elapsedMilliseconds: number;
}

export function noCounts(): ComponentCounts {
  return { running: 0, ran: 0, unchanged: 0, failed: 0, deleted: 0 };
}

/** Adds up counters of one name, field by field. */
export function addCounts<C extends object>(
  parts: readonly Readonly<Record<string, Readonly<C>>>[],
): Record<string, C> {
  const sums: Record<string, C> = {};
  for (const part of parts) {
    for (const [name, counts] of Object.entries(part)) {
      const sum = (sums[name] ??= {} as C) as Record<string, number>;
      for (const [field, value] of Object.entries(counts) as [string, number][]) sum[field] = (sum[field] ?? 0) + value;
    }
  }
  return sums;
}
