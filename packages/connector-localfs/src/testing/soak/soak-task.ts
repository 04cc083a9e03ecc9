/** What a process of the soak is told. */
export interface SoakTask {
  /** Holds `in`, `out` and the state store. */
  readonly folder: string;
  readonly seed: number;
  readonly live: boolean;
  /** Whether writes fail and the watcher is interrupted now and then. */
  readonly faults: boolean;
}

/** What a process holds. */
export interface SoakFigures {
  /** In MB. */
  readonly heap: number;
  readonly resident: number;
  readonly descriptors: number;
}
