/** What became of the components of one function. */
export interface ComponentCounts {
  /** Begun and not finished. */
  readonly running: number;
  /** Items that a source with a known size is still to give. */
  readonly waiting: number;
  /** Ran and were submitted: those added and those reprocessed. */
  readonly ran: number;
  /** Ran, and nothing was stored of them before. */
  readonly added: number;
  /** Ran again. */
  readonly reprocessed: number;
  /** Were as they had been, and did not run. */
  readonly unchanged: number;
  readonly failed: number;
  readonly deleted: number;
  /** The bytes of the items of those that ran, where the source tells them: file sizes, say. */
  readonly bytes: number;
}

/** How often a wrapped function ran and was answered from memory. */
export interface FunctionCounts {
  readonly ran: number;
  readonly hits: number;
}

/** What was done to the states of one target. */
export interface TargetCounts {
  readonly written: number;
  readonly deleted: number;
}

/** How much is done in a second now: in about the last ten seconds, as far as somebody watched. */
export interface WorkRate {
  /** Components that ran, were found unchanged, failed or were deleted. */
  readonly components: number;
  readonly bytes: number;
}

/** What is known to be left. */
export interface WorkRemaining {
  /** Components that run, and items that are still to come. What those will mount themselves is not known. */
  readonly components: number;
  /** How long it takes at the present rate; missing while nothing gets done. */
  readonly milliseconds?: number;
}

/** A snapshot of a run's counters, or of those of one `statsGroup`. */
export interface UpdateStats {
  /** By function. */
  readonly components: Readonly<Record<string, ComponentCounts>>;
  readonly functions: Readonly<Record<string, FunctionCounts>>;
  /** Writes of a whole run; a group has none of its own. */
  readonly targets: Readonly<Record<string, TargetCounts>>;
  /** Counters of connectors and ops packages. */
  readonly counters: Readonly<Record<string, number>>;
  /** All components, also those that are gone and of which the function is not known. */
  readonly total: ComponentCounts;
  readonly rate: WorkRate;
  /** What is left. Missing where that is not known: while a source is read that does not tell its size. */
  readonly remaining?: WorkRemaining;
  /** The part of it that was counted in each `statsGroup`, by title. */
  readonly groups: Readonly<Record<string, UpdateStats>>;
  /** Until now, or until the work was over. */
  readonly elapsedMilliseconds: number;
}

export const NO_COUNTS: ComponentCounts = {
  running: 0,
  waiting: 0,
  ran: 0,
  added: 0,
  reprocessed: 0,
  unchanged: 0,
  failed: 0,
  deleted: 0,
  bytes: 0,
};

/** Before anything was counted. */
export const NO_STATS: UpdateStats = {
  components: {},
  functions: {},
  targets: {},
  counters: {},
  total: NO_COUNTS,
  rate: { components: 0, bytes: 0 },
  groups: {},
  elapsedMilliseconds: 0,
};
