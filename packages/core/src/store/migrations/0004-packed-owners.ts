import type { Database } from "better-sqlite3";
import { byteText } from "../../internal/byte-text.ts";
import { ByteReader } from "../../internal/byte-reader.ts";
import { BLOCK_PLACES, packKeys } from "../sqlite/component-block.ts";
import { packOwners } from "../sqlite/owner-block.ts";
import type { Migration } from "./migration.ts";

const PAGE = 4096;
const OWNERS_IN_BLOCK = 64;

/**
 * Owners stand in packed blocks instead of a row each, and the components that own something in blocks of keys, each
 * packed against the one before; a component's number stands with its record (see `OwnerTable`). What waits in the
 * journal is merged. The table of components is written anew, for rows that grow in full pages would leave half of each empty.
 */
export const packedOwners: Migration = {
  version: 4,
  apply(database: Database): void {
    database.exec(`
      ALTER TABLE owner RENAME TO owner_by_row;
      ALTER TABLE owner_component RENAME TO owner_component_by_row;
      CREATE TABLE owner_component (block INTEGER PRIMARY KEY, app INTEGER NOT NULL, keys BLOB NOT NULL) STRICT;
      CREATE INDEX owner_component_app ON owner_component (app);
      CREATE TABLE owner (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (app, key)) STRICT, WITHOUT ROWID;
      CREATE TABLE new_number (old INTEGER PRIMARY KEY, number INTEGER NOT NULL);
    `);
    mergeJournal(database);
    numberComponents(database);
    packBlocks(database);
    // Before the records are written anew, which takes its pages.
    database.exec(`
      DROP TABLE owner_by_row;
      ALTER TABLE component RENAME TO component_without_number;
      CREATE TABLE component (app INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, number INTEGER, PRIMARY KEY (app, key)) STRICT, WITHOUT ROWID;
      INSERT INTO component (app, key, value, number)
        SELECT r.app, r.key, r.value, n.number FROM component_without_number AS r
        LEFT JOIN owner_component_by_row AS c ON c.app = r.app AND c.key = r.key
        LEFT JOIN new_number AS n ON n.old = c.number ORDER BY r.app, r.key;
      DROP TABLE component_without_number;
      DROP TABLE owner_component_by_row;
      DROP TABLE new_number;
    `);
  },
};

/** What waits in the journal goes into the rows that are packed afterwards. */
function mergeJournal(database: Database): void {
  const put = database.prepare(
    "INSERT INTO owner_by_row (app, key, component) VALUES (?, ?, ?) ON CONFLICT (app, key) DO UPDATE SET component = excluded.component",
  );
  const remove = database.prepare("DELETE FROM owner_by_row WHERE app = ? AND key = ?");
  const next = database.prepare(
    "SELECT number, app, entries FROM owner_journal WHERE number > ? ORDER BY number LIMIT 1",
  );
  for (let last = 0; ; ) {
    const row = next.get(last) as { number: number; app: number; entries: Uint8Array } | undefined;
    if (row === undefined) break;
    const reader = new ByteReader(row.entries);
    while (reader.position < row.entries.length) {
      const key = reader.bytes();
      const component = reader.count();
      if (component === 0) remove.run(row.app, key);
      else put.run(row.app, key, component);
    }
    last = row.number;
  }
  database.exec("DELETE FROM owner_journal");
}

function numberComponents(database: Database): void {
  const page = database.prepare(
    "SELECT number, app, key FROM owner_component_by_row WHERE app = ? AND key > ? ORDER BY key LIMIT ?",
  );
  const first = database.prepare(
    "SELECT number, app, key FROM owner_component_by_row WHERE app = ? ORDER BY key LIMIT ?",
  );
  const putBlock = database.prepare("INSERT INTO owner_component (block, app, keys) VALUES (?, ?, ?)");
  const putNumber = database.prepare("INSERT INTO new_number (old, number) VALUES (?, ?)");
  let block = 0;
  for (const app of appsOf(database)) {
    let keys: Uint8Array[] = [];
    const end = (): void => {
      if (keys.length > 0) putBlock.run(block, app, packKeys(keys));
      keys = [];
    };
    for (let rows = first.all(app, PAGE) as Row[]; rows.length > 0; ) {
      for (const { key, number } of rows) {
        if (keys.length === BLOCK_PLACES) end();
        if (keys.length === 0) block += 1;
        putNumber.run(number, block * BLOCK_PLACES + keys.length);
        keys.push(key);
      }
      rows = page.all(app, (rows.at(-1) as Row).key, PAGE) as Row[];
    }
    end();
  }
}

function packBlocks(database: Database): void {
  const columns = "o.key, n.number FROM owner_by_row AS o JOIN new_number AS n ON n.old = o.component WHERE o.app = ?";
  const first = database.prepare(`SELECT ${columns} ORDER BY o.key LIMIT ?`);
  const page = database.prepare(`SELECT ${columns} AND o.key > ? ORDER BY o.key LIMIT ?`);
  const put = database.prepare("INSERT INTO owner (app, key, value) VALUES (?, ?, ?)");
  for (const app of appsOf(database)) {
    let run: Row[] = [];
    const end = (): void => {
      if (run.length === 0) return;
      const packed = packOwners({
        keys: run.map(({ key }) => byteText(key)),
        components: run.map(({ number }) => number),
      });
      put.run(app, (run[0] as Row).key, packed);
      run = [];
    };
    for (let rows = first.all(app, PAGE) as Row[]; rows.length > 0; ) {
      for (const row of rows) {
        if (run.length === OWNERS_IN_BLOCK || (run[0] ?? row).key.length !== row.key.length) end();
        run.push(row);
      }
      rows = page.all(app, (rows.at(-1) as Row).key, PAGE) as Row[];
    }
    end();
  }
}

interface Row {
  readonly key: Uint8Array;
  readonly number: number;
}

function appsOf(database: Database): number[] {
  return database.prepare("SELECT number FROM app ORDER BY number").pluck().all() as number[];
}
