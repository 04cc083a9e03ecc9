/** What a process of the soak is told. */
export interface SoakTask {
  /** Holds `in`, `out` and the state store. */
  readonly folder: string;
  readonly seed: number;
  readonly live: boolean;
  /** Whether one write in twenty fails. */
  readonly failingWrites: boolean;
  /** Whether the watcher dies every few seconds. What it has missed is found by whoever comes after it. */
  readonly dyingWatcher: boolean;
}

/** What a process holds. */
export interface SoakFigures {
  /** In MB. */
  readonly heap: number;
  readonly resident: number;
  readonly descriptors: number;
}
