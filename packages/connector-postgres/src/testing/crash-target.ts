import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { contextKey, record, registerMemoKey, t } from "@coco/core";
import pg from "pg";
import type {
  CrashShelf,
  CrashTable,
  CrashTarget,
  OpenCrashTarget,
  RowValue,
} from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import { connect, type Pool } from "../connect.ts";
import { literal, quoted } from "../identifiers.ts";
import { mountTable } from "../mount-table.ts";
import type { PostgresPool } from "../pool.ts";
import type { TableTarget } from "../table-target.ts";

const DATABASE = contextKey<PostgresPool>("crash_db");

const base = { key: t.string(), text: t.string(), number: t.int(), uuid: t.string() };
const primaryKey = ["key"] as const;
/** A column less loses data; another type converts it. */
const SCHEMAS = {
  "v1.ab": record({ ...base, a: t.string().nullable(), b: t.string().nullable() }, { primaryKey }),
  "v1.a": record({ ...base, a: t.string().nullable() }, { primaryKey }),
  "v2.ab": record({ ...base, a: t.int().nullable(), b: t.string().nullable() }, { primaryKey }),
};

class PostgresTable implements CrashTable {
  readonly target: TableTarget;
  readonly #columns: Readonly<Record<string, null>>;

  constructor(target: TableTarget, schema: string) {
    this.target = target;
    this.#columns = schema.endsWith("b") ? { a: null, b: null } : { a: null };
  }

  declare(key: string, value: RowValue): void {
    this.target.declareRow({ key, ...value, ...this.#columns });
  }

  declareIndex(): void {
    this.target.declareFtsIndex({ column: "text" as never });
  }
}
registerMemoKey(PostgresTable, (table) => table.target);

/** A database of its own for each folder, on the server that COCO_CRASH_POSTGRES names. */
export const openPostgresTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const url = await databaseOf(folder);
  const log = path.join(folder, "log.txt");
  const note = (line: string): void => appendFileSync(log, `${line}\n`);
  return {
    lifespan: async (environment) => {
      const pool = await connect(url, { max: 4 });
      environment.provide(DATABASE, watched(pool, instants, note));
      return () => pool.end();
    },
    async mountShelf(shelf): Promise<CrashShelf> {
      return {
        async mountTable(name, schema) {
          const target = await mountTable(DATABASE, `${shelf}/${name}`, SCHEMAS[schema as keyof typeof SCHEMAS]);
          return new PostgresTable(target as unknown as TableTarget, schema);
        },
      };
    },
    async content() {
      const pool = await connect(url, { max: 1 });
      try {
        return await contentOf(pool);
      } finally {
        await pool.end();
      }
    },
    log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
    clearLog: () => rmSync(log, { force: true }),
    close: () => undefined,
  };
};

/**
 * A folder notes its database. One that notes another's is a copy of it, and gets a copy of that database: so folders can be
 * copied and removed as they can where the target is a file in them.
 */
async function databaseOf(folder: string): Promise<string> {
  const server = process.env["COCO_CRASH_POSTGRES"] ?? "";
  const name = `crash_${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  const place = path.join(folder, "database.txt");
  const noted = existsSync(place) ? readFileSync(place, "utf8") : undefined;
  if (noted !== name) {
    mkdirSync(folder, { recursive: true });
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await dropForgotten(client);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      // What a killed process had begun may still be going on.
      await client.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1", [noted]);
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${noted ?? "template1"}`);
      await client.query(`COMMENT ON DATABASE ${name} IS ${literal(folder)}`);
    } finally {
      await client.end();
    }
    writeFileSync(place, name);
  }
  return server.replace(/\/postgres$/, `/${name}`);
}

/** Drops the databases of folders that are gone. */
async function dropForgotten(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; folder: string }>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS folder FROM pg_database
      WHERE datname LIKE 'crash\\_%' AND shobj_description(oid, 'pg_database') IS NOT NULL`,
  );
  for (const { folder, name } of rows) {
    if (!existsSync(folder)) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function contentOf(pool: Pool): ReturnType<CrashTarget["content"]> {
  const ask = async <R>(text: string): Promise<readonly R[]> => (await pool.query(text)).rows as readonly R[];
  const tables = (
    await ask<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
  ).map(({ name }) => name);
  const built = await ask<{ name: string }>(
    "SELECT tablename AS name FROM pg_indexes WHERE indexname LIKE '%fts%' ORDER BY 1",
  );
  const rows: [string, RowValue][] = [];
  for (const name of tables) {
    const found = await ask<RowValue & { key: string }>(`SELECT key, number::int, text, uuid FROM ${quoted(name)}`);
    for (const { key, number, text, uuid } of found) rows.push([`${name}/${key}`, { number, text, uuid }]);
  }
  const indexed = built.map(({ name }) => name);
  const tracked = rows.length + tables.length + indexed.length;
  return { rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))), tables, indexed, tracked };
}

/** The same pool, whose changes are noted, and are instants before and after. */
function watched(pool: Pool, instants: Instants, note: (line: string) => void): PostgresPool {
  return {
    query: (text, values) => pool.query(text, values),
    async connect() {
      const connection = await pool.connect();
      return {
        release: (destroy) => connection.release(destroy),
        on: (event, listener) => connection.on?.(event, listener),
        removeListener: (event, listener) => connection.removeListener?.(event, listener),
        async query(text, values) {
          const [verb = ""] =
            /^(?:COMMIT|INSERT|DELETE|(?:CREATE|DROP) (?:TABLE|INDEX)|ALTER|COMMENT)/.exec(text) ?? [];
          if (verb === "" || text.includes("TEMPORARY")) return connection.query(text, values);
          noteChange(verb, text, values, note);
          instants.pass(`Postgres: before ${verb}`);
          const answer = await connection.query(text, values);
          instants.pass(`Postgres: after ${verb}`);
          return answer;
        },
      };
    },
  };
}

function noteChange(verb: string, text: string, values: readonly unknown[] = [], note: (line: string) => void): void {
  const [, table = ""] = /"public"\."([^"]*)"/.exec(text) ?? [];
  if (verb === "DELETE") {
    for (const [key] of String(values[0]).matchAll(/k\d/g)) note(`delete ${table}/${key}`);
  } else if (verb === "DROP TABLE") note(`dropTable ${table}`);
  else if (verb !== "COMMIT") note(`write ${table} ${verb}`);
}
