import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { contextKey, record, registerMemoKey, t } from "@coco/core";
import type {
  CrashShelf,
  CrashTable,
  CrashTarget,
  OpenCrashTarget,
  RowValue,
} from "../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../core/src/testing/crash/instants.ts";
import { type Connection, connect, type SqliteClient } from "./connection.ts";
import { quoteName } from "./identifiers.ts";
import { mountTable } from "./mount-table.ts";
import type { TableTarget } from "./table-target.ts";

const DATABASE = contextKey<SqliteClient>("crash_db");

const base = { key: t.string(), text: t.string(), number: t.int(), uuid: t.string() };
const primaryKey = ["key"] as const;
/** A column less loses data; another type makes the table anew. */
const SCHEMAS = {
  "v1.ab": record({ ...base, a: t.string().nullable(), b: t.string().nullable() }, { primaryKey }),
  "v1.a": record({ ...base, a: t.string().nullable() }, { primaryKey }),
  "v2.ab": record({ ...base, a: t.int().nullable(), b: t.string().nullable() }, { primaryKey }),
};

class SqliteTable implements CrashTable {
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
    this.target.declareFtsIndex({ columns: ["text" as never] });
  }
}
registerMemoKey(SqliteTable, (table) => table.target);

/** A SQLite database as a target of programs that are killed. */
export const openSqliteTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const file = path.join(folder, "target", "target.db");
  const log = path.join(folder, "log.txt");
  const note = (line: string): void => appendFileSync(log, `${line}\n`);
  return {
    lifespan: async (environment) => {
      const connection = await connect(file, { vectors: false });
      environment.provide(DATABASE, watched(connection, instants, note));
      return () => connection.close();
    },
    async mountShelf(shelf): Promise<CrashShelf> {
      return {
        async mountTable(name, schema) {
          const target = await mountTable(DATABASE, `${shelf}/${name}`, SCHEMAS[schema as keyof typeof SCHEMAS]);
          return new SqliteTable(target as unknown as TableTarget, schema);
        },
      };
    },
    async content() {
      const connection = await connect(file, { vectors: false });
      try {
        return contentOf(connection);
      } finally {
        connection.close();
      }
    },
    log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
    clearLog: () => rmSync(log, { force: true }),
    close: () => undefined,
  };
};

async function contentOf(connection: Connection): ReturnType<CrashTarget["content"]> {
  const names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const tables = names.filter((name) => /^\w+\/\w+$/.test(name) && !name.includes("_")).sort();
  const indexed = tables.filter((name) => names.includes(`${name}_text_fts`));
  const rows: [string, RowValue][] = [];
  for (const name of tables) {
    if (indexed.includes(name)) {
      const fts = quoteName(`${name}_text_fts`);
      connection.exec(`INSERT INTO ${fts} (${fts}, rank) VALUES ('integrity-check', 1)`);
    }
    const found = connection.prepare(`SELECT key, number, text, uuid FROM ${quoteName(name)} ORDER BY key`).all();
    for (const { key, ...value } of found as (RowValue & { readonly key: string })[])
      rows.push([`${name}/${key}`, value]);
  }
  const problems = connection.pragma("integrity_check", { simple: true });
  if (problems !== "ok") throw new Error(`the database is damaged: ${String(problems)}`);
  const tracked = rows.length + tables.length + indexed.length;
  return { rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))), tables, indexed, tracked };
}

/** The same connection, whose changes are noted, and are instants before and after. */
function watched(connection: Connection, instants: Instants, note: (line: string) => void): SqliteClient {
  const instant = (sql: string, work: () => unknown, keys: readonly unknown[] = []): unknown => {
    const [, verb = ""] = /^\s*(BEGIN|COMMIT|INSERT|DELETE|CREATE|DROP|ALTER)\b/.exec(sql) ?? [];
    if (verb === "") return work();
    const [, table = ""] = /"([^"]*?)(?:_text_fts)?"/.exec(sql) ?? [];
    if (verb === "DELETE") note(`delete ${table}/${String(keys[0])}`);
    else if (sql.startsWith("DROP TABLE") && !sql.includes("_fts")) note(`dropTable ${table}`);
    else if (verb !== "BEGIN" && verb !== "COMMIT") note(`write ${table} ${verb}`);
    instants.pass(`SQLite: before ${verb}`);
    const result = work();
    instants.pass(`SQLite: after ${verb}`);
    return result;
  };
  return {
    get inTransaction() {
      return connection.inTransaction;
    },
    exec: (sql) => instant(sql, () => connection.exec(sql)),
    prepare(sql) {
      const statement = connection.prepare(sql);
      return {
        run: (...values) => instant(sql, () => statement.run(...values), values) as { readonly changes: number },
        all: (...values) => statement.all(...values),
        get: (...values) => statement.get(...values),
        safeIntegers: (on) => statement.safeIntegers(on),
      };
    },
  };
}
