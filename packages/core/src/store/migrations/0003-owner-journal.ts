import type { Database } from "better-sqlite3";
import type { Migration } from "./migration.ts";

/**
 * Owners stand as numbers of components, not as their keys, and new entries go into a journal first: the keys are
 * hashes, so that each would change a page of its own (see `OwnerTable`).
 */
export const ownerJournal: Migration = {
  version: 3,
  apply(database: Database): void {
    database.exec(`
      CREATE TABLE owner_component (number INTEGER PRIMARY KEY, app INTEGER NOT NULL, key BLOB NOT NULL, UNIQUE (app, key)) STRICT;
      INSERT INTO owner_component (app, key) SELECT DISTINCT app, value FROM owner;
      ALTER TABLE owner RENAME TO owner_by_key;
      CREATE TABLE owner (app INTEGER NOT NULL, key BLOB NOT NULL, component INTEGER NOT NULL, PRIMARY KEY (app, key)) STRICT, WITHOUT ROWID;
      INSERT INTO owner (app, key, component)
        SELECT old.app, old.key, number FROM owner_by_key AS old
        JOIN owner_component AS c ON c.app = old.app AND c.key = old.value ORDER BY old.app, old.key;
      DROP TABLE owner_by_key;
      CREATE TABLE owner_journal (number INTEGER PRIMARY KEY, app INTEGER NOT NULL, entries BLOB NOT NULL) STRICT;
    `);
  },
};
