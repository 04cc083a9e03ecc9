import { record, type Row, t } from "@coco/connectorkit";
import { type SourceSystem, testSource } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { PostgresPool } from "../pool.ts";
import { hasServer, testServer } from "../testing/test-database.ts";
import { readTable } from "./read-table.ts";
import type { StoredRow } from "./stored-row.ts";

const DB = engine.contextKey<PostgresPool>("contract_db");
const Item = record({ id: t.string(), text: t.string() }, { primaryKey: ["id"] });
type Item = Row<typeof Item>;

let tables = 0;

/** A table of its own for each scenario, on one server. */
async function start(ordinal: boolean): Promise<SourceSystem> {
  const pool = new Pool({ connectionString: (await testServer()).url, max: 6 });
  pool.on("error", () => {});
  tables += 1;
  const table = `items_${tables}`;
  await pool.query(`CREATE TABLE ${table} (id text PRIMARY KEY, text text NOT NULL, version bigserial)`);
  const put = `INSERT INTO ${table} VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET text = excluded.text, version = excluded.version`;
  return {
    provide: (environment) => environment.provide(DB, pool),
    open({ live }) {
      if (!ordinal) return live ? readTable(DB, table, Item, { live }) : readTable(DB, table, Item);
      const options = { ordinal: "version" } as const;
      return live ? readTable(DB, table, Item, { ...options, live }) : readTable(DB, table, Item, options);
    },
    idOf: (item) => (ordinal ? String((item as StoredRow<Item>).key) : (item as Item).id),
    read: async (item) => (ordinal ? (await (item as StoredRow<Item>).read()).text : (item as Item).text),
    put: async (id, text) => void (await pool.query(put, [id, text])),
    touch: async (id) => void (await pool.query(`UPDATE ${table} SET text = text WHERE id = $1`, [id])),
    remove: async (id) => void (await pool.query(`DELETE FROM ${table} WHERE id = $1`, [id])),
    async fail() {
      await pool.query(`ALTER TABLE ${table} RENAME TO away`);
      return async () => void (await pool.query(`ALTER TABLE away RENAME TO ${table}`));
    },
    async miss(work) {
      // Triggers sleep, and then the connection that listens, which holds a lock, is lost.
      await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await work();
      await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
    },
    async stop() {
      await pool.query(`DROP TABLE ${table}`);
      await pool.end();
    },
  };
}

const live = hasServer ? true : "PGlite has one session: nobody can change a table while another one listens";

for (const ordinal of [false, true]) {
  testSource(
    {
      name: ordinal ? "Postgres rows with an ordinal column" : "Postgres rows",
      capabilities: { failing: true, freshness: true, live, missedEvents: live },
      takesId: (id) => !id.includes("\0"),
      start: () => start(ordinal),
    },
    { engine, runner: { describe, it, beforeAll, afterAll } },
  );
}
