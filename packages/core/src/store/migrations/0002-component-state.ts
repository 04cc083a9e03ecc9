import type { Database } from "better-sqlite3";
import type { Migration } from "./migration.ts";

/** States of components, a value of any size for each component that has some: a rowid table, as for function memos. */
export const componentState: Migration = {
  version: 2,
  apply(database: Database): void {
    database.exec(
      "CREATE TABLE component_state (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (app, key)) STRICT",
    );
  },
};
