import type { Database } from "better-sqlite3";

/** One step of the layout: from version `version - 1` to `version`. Steps are never edited after their release, only added. */
export interface Migration {
  /** The layout version that this step leads to. */
  readonly version: number;
  /** Runs inside a transaction of its own, which also writes the version. Version 0 is an empty file. */
  apply(database: Database): void;
}
