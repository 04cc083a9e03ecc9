import type { Database } from "better-sqlite3";
import type { Migration } from "./migration.ts";

/**
 * Small rows lie in the tree of their key (`WITHOUT ROWID`): a scan in key order reads one tree. Rows whose value may be
 * large lie in a rowid table with an index over the key, because a large value inside a key tree spills page by page
 * (measured for vectors of 1.5 KB: three times the size and the time).
 *
 * The number of the app is a column of the key, not its first bytes: one byte either way, and no key is copied to put the
 * number on or take it off (pages of 512: 490,000 rows a second against 260,000).
 */
const smallRows = ["component", "owner", "removal", "setting"];
const largeRows = ["function_memo", "dependency_set", "module_declarations", "dead_letter"];

export const firstLayout: Migration = {
  version: 1,
  apply(database: Database): void {
    // Numbers of apps are never used again: a reader that still holds the number of a cleared app finds nothing.
    database.exec("CREATE TABLE app (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT");
    for (const table of smallRows) {
      database.exec(
        `CREATE TABLE ${table} (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (app, key)) STRICT, WITHOUT ROWID`,
      );
    }
    for (const table of largeRows) {
      database.exec(
        `CREATE TABLE ${table} (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (app, key)) STRICT`,
      );
    }
    // The count stands before the value, so that reading it never touches the value's pages.
    database.exec(
      "CREATE TABLE app_memo (app INTEGER NOT NULL, key BLOB NOT NULL, users INTEGER NOT NULL, value BLOB NOT NULL, UNIQUE (app, key)) STRICT",
    );
    // Holds unused memos alone: finding them costs nothing when there are none.
    database.exec("CREATE INDEX app_memo_unused ON app_memo (app) WHERE users <= 0");
  },
};
