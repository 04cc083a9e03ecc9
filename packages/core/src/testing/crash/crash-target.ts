import type { Lifespan } from "../../environment/environment.ts";
import type { Instants } from "./instants.ts";

/** What a row holds. */
export interface RowValue {
  readonly text: string;
  /** From the app's sequence; 0 where the row has none. */
  readonly number: number;
  /** "" where the row has none. */
  readonly uuid: string;
}

/** What a target holds. Names are `<shelf>/<table>` and `<shelf>/<table>/<key>`. */
export interface TargetContent {
  readonly rows: Readonly<Record<string, RowValue>>;
  /** Sorted. */
  readonly tables: readonly string[];
  /** The tables that have an index, sorted. */
  readonly indexed: readonly string[];
  /** How many target states the store must know of. */
  readonly tracked: number;
}

/** A mounted table, as an argument of functions. */
export interface CrashTable {
  declare(key: string, value: RowValue): void;
  declareIndex(): void;
}

export interface CrashShelf {
  mountTable(name: string, schema: string): Promise<CrashTable>;
}

/** A target in a folder, which outlives the process that is killed. */
export interface CrashTarget {
  /** Provides what the target needs. */
  readonly lifespan?: Lifespan;
  mountShelf(name: string): Promise<CrashShelf>;
  content(): Promise<TargetContent>;
  /** What was done to the target since the log was cleared, by whichever process: "create first/one/k1". */
  log(): readonly string[];
  clearLog(): void;
  close(): void;
}

/** Opens the target in `folder`. It tells `instants` of what it passes. */
export type OpenCrashTarget = (folder: string, instants: Instants) => Promise<CrashTarget>;
