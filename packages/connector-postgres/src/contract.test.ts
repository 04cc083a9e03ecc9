import { type AnyRecord, resolveRecord } from "@coco/connectorkit";
import { type ContractRow, type StoredRecord, type TargetSystem, testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { startService } from "@coco-internal/services";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, it } from "vitest";
import { declaration } from "./declaration.ts";
import { encodeColumn } from "./encode-rows.ts";
import { quoted, type TablePlace } from "./identifiers.ts";
import { mountTable } from "./mount-table.ts";
import type { PostgresPool } from "./pool.ts";
import { upsertStatement } from "./row-statements.ts";
import { rowReader } from "./source/row-reader.ts";
import { tableLayout } from "./stored-column.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { hasServer } from "./testing/test-database.ts";

const DB = engine.contextKey<PostgresPool>("contract_db");
const KINDS = ["full text", "plain", "SQL"];

async function start(): Promise<TargetSystem> {
  const service = await startService("postgres");
  const pool = new Pool({ connectionString: service.url, max: 8 });
  pool.on("error", () => {});
  const rows = async <R>(text: string, values: unknown[] = []): Promise<R[]> =>
    (await pool.query(text, values)).rows as R[];
  await rows("CREATE EXTENSION vector");
  const exists = async (name: string): Promise<boolean> =>
    (await rows("SELECT 1 FROM pg_tables WHERE tablename = $1", [name])).length > 0;
  return {
    provide: (environment) => environment.provide(DB, pool),
    async mount(name, { schema, ...options }) {
      const table = await mountTable<PostgresPool, AnyRecord>(DB, name, schema, options);
      const column = "text" as never;
      return {
        declareRow: (row) => table.declareRow(row),
        declareAttachment(kind, variant) {
          if (kind === "full text") table.declareFtsIndex({ column, language: variant === 0 ? "english" : "simple" });
          else if (kind === "plain") table.declareIndex({ column, method: variant === 0 ? "btree" : "hash" });
          else table.declareSqlCommand(command(name, variant));
        },
      };
    },
    async list(name, schema) {
      if (!(await exists(name))) return undefined;
      const reader = rowReader(await resolveRecord(schema, engine.useContext), name);
      const found = await rows(`SELECT ${reader.select} FROM ${quoted(name)}`);
      return found.map((answer) => reader.row(answer) as ContractRow);
    },
    count: async (name) => Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${quoted(name)}`))[0]?.n),
    async makeOutside(name, schema, given) {
      const layout = tableLayout(await resolveRecord(schema, engine.useContext), {}, name);
      const columns = layout.columns.map(({ name: column, type }) => `${quoted(column)} ${type}`);
      await rows(
        `CREATE TABLE ${quoted(name)} (${columns.join(", ")}, PRIMARY KEY (${layout.primaryKey.map(quoted).join(", ")}))`,
      );
      const place: TablePlace = { database: "contract_db", schema: "public", table: name };
      const { columns: wired, text } = upsertStatement(place, layout);
      await rows(
        text,
        wired.map((column) =>
          encodeColumn(
            column.wire,
            given.map((row) => row[column.name]),
            { vector: 0 },
          ),
        ),
      );
    },
    removeOutside: async (name) => void (await rows(`DROP TABLE ${quoted(name)}`)),
    attachments: (name) => attachmentsOf(name, rows),
    refuseRow: async (name) =>
      void (await rows(`ALTER TABLE ${quoted(name)} ADD CONSTRAINT no_bad CHECK (id <> 'bad') NOT VALID`)),
    async fail(fault, name) {
      const raise = {
        fatal: "RAISE EXCEPTION 'never' USING ERRCODE = 'P0001'",
        retryable: "RAISE EXCEPTION 'not now' USING ERRCODE = '40001'",
        connectionLost: "PERFORM pg_terminate_backend(pg_backend_pid())",
      }[fault];
      await rows(
        `CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${raise}; RETURN NULL; END $$`,
      );
      await rows(
        `CREATE TRIGGER fail_now AFTER INSERT OR UPDATE OR DELETE ON ${quoted(name)} FOR EACH STATEMENT EXECUTE FUNCTION fail_now()`,
      );
      return async () => void (await rows("DROP FUNCTION IF EXISTS fail_now CASCADE"));
    },
    async stop() {
      await pool.end();
      await service.stop();
    },
  };
}

/** Something outside of the table, whose name says of which variant it is. */
function command(table: string, variant: number) {
  const view = quoted(`${table}_view${variant}`);
  return { name: "view", setup: `CREATE VIEW ${view} AS SELECT 1 AS one`, teardown: `DROP VIEW ${view}` };
}

async function attachmentsOf(
  name: string,
  rows: <R>(text: string, values?: unknown[]) => Promise<R[]>,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const indexes = await rows<{ indexname: string; indexdef: string }>(
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1",
    [name],
  );
  for (const { indexdef, indexname } of indexes) {
    if (indexname.includes("__fts__")) found["full text"] = indexdef.includes("english") ? 0 : 1;
    if (indexname.includes("__index__")) found["plain"] = indexdef.includes("btree") ? 0 : 1;
  }
  const views = await rows<{ viewname: string }>("SELECT viewname FROM pg_views WHERE viewname IN ($1, $2)", [
    `${name}_view0`,
    `${name}_view1`,
  ]);
  for (const { viewname } of views) found["SQL"] = viewname.endsWith("0") ? 0 : 1;
  return found;
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(): StoredRecord[] {
  const layout = {
    columns: [
      { name: "id", type: "text", kind: "string", nullable: false },
      { name: "text", type: "text", kind: "string", nullable: false },
    ],
    primaryKey: ["id"],
  } as const;
  const value: TableValue = { layout, managedBy: "system", onExisting: "error" };
  const tables = new TableHandler();
  const key = ["contract_db", "public", "notes"];
  const rows = tables.child(key, { declared: value });
  const { index, sql_command } = rows.attachments?.() ?? {};
  return [
    {
      version: "1",
      level: "container",
      state: { handler: tables, key, desired: value },
      tracking: { version: 1, ...layout, mark: "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be" },
    },
    {
      version: "1",
      level: "row",
      state: { handler: rows, key: "a", desired: { id: "a", text: "1" } },
      tracking: Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex"),
    },
    {
      version: "1",
      level: "attachment",
      state: { handler: index, key: "notes__index__text", desired: { definition: 'USING btree ("text")' } },
      tracking: '["USING btree (\\"text\\")",0]',
    },
    {
      version: "1",
      level: "attachment",
      state: { handler: sql_command, key: "view", desired: { setup: "CREATE VIEW a", teardown: "DROP VIEW a" } },
      tracking: { setup: "CREATE VIEW a", teardown: "DROP VIEW a" },
    },
  ];
}

testTarget(
  {
    name: "Postgres tables",
    roots: ["coco.postgres.table"],
    declares: declaration,
    capabilities: {
      columns: true,
      additiveInPlace: true,
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow: true,
      fatal: true,
      retryable: true,
      connectionLost: hasServer ? true : "PGlite has one session, which cannot be ended",
    },
    attachmentKinds: KINDS,
    takesKey: (key) => !key.includes("\0"),
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
