import type { Database } from "better-sqlite3";
import type { Migration } from "./migration.ts";

/**
 * What ranges of unchanged components were. A program of an earlier layout would write components and leave it as it is:
 * that it refuses this store is why this is a layout of its own.
 */
export const rangeDigests: Migration = {
  version: 5,
  apply(database: Database): void {
    database.exec(
      "CREATE TABLE range_digest (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (app, key)) STRICT, WITHOUT ROWID",
    );
  },
};
