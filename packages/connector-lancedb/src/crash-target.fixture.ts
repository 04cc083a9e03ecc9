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
import { connect, type Connection, type LanceDbClient } from "./connection.ts";
import { mountTable } from "./mount-table.ts";
import type { TableTarget } from "./table-target.ts";
import { toRows } from "./to-rows.ts";

const DATABASE = contextKey<LanceDbClient>("crash_db");

/** What changes something; each call is two instants. */
const CHANGES = new Set([
  "add",
  "addColumns",
  "alterColumns",
  "createEmptyTable",
  "createIndex",
  "delete",
  "dropColumns",
  "dropIndex",
  "dropTable",
  "execute",
  "optimize",
  "update",
]);

/** What gives something that changes. */
const GIVES = new Set(["createEmptyTable", "mergeInsert", "openTable"]);

const base = { key: t.string(), text: t.string(), number: t.int(), uuid: t.string() };
const primaryKey = ["key"] as const;
/** A column less loses data; another type makes the table anew. */
const SCHEMAS = {
  "v1.ab": record({ ...base, a: t.string().nullable(), b: t.string().nullable() }, { primaryKey }),
  "v1.a": record({ ...base, a: t.string().nullable() }, { primaryKey }),
  "v2.ab": record({ ...base, a: t.int().nullable(), b: t.string().nullable() }, { primaryKey }),
};

class LanceTable implements CrashTable {
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
registerMemoKey(LanceTable, (table) => table.target);

/** A LanceDB database as a target of programs that are killed. */
export const openLanceTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const place = path.join(folder, "target");
  const log = path.join(folder, "log.txt");
  const note = (line: string): void => appendFileSync(log, `${line}\n`);
  return {
    lifespan: async (environment) => {
      const connection = await connect(place);
      environment.provide(DATABASE, watched(connection, "", instants, note));
      return () => connection.close();
    },
    async mountShelf(shelf): Promise<CrashShelf> {
      return {
        async mountTable(name, schema) {
          const target = await mountTable(DATABASE, `${shelf}_${name}`, SCHEMAS[schema as keyof typeof SCHEMAS]);
          return new LanceTable(target as unknown as TableTarget, schema);
        },
      };
    },
    async content() {
      const connection = await connect(place);
      try {
        return await contentOf(connection);
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
  const rows: [string, RowValue][] = [];
  const [tables, indexed]: [string[], string[]] = [[], []];
  for (const name of (await connection.tableNames()).sort()) {
    const table = await connection.openTable(name);
    tables.push(name.replace("_", "/"));
    if ((await table.listIndices()).length > 0) indexed.push(name.replace("_", "/"));
    for (const { key, number, text, uuid } of await toRows(table.query()))
      rows.push([`${name.replace("_", "/")}/${String(key)}`, { text, number: Number(number), uuid } as RowValue]);
    table.close();
  }
  const tracked = rows.length + tables.length + indexed.length;
  return { rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))), tables, indexed, tracked };
}

/** The same object, whose changes are noted, and are instants before and after. `table`: which one it is, or is of. */
function watched<T extends object>(object: T, table: string, instants: Instants, note: (line: string) => void): T {
  const proxy: T = new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const what = String(name);
      return (...args: unknown[]): unknown => {
        if (CHANGES.has(what)) {
          noteChange(what, table, args, note);
          instants.pass(`LanceDB: before ${what}`);
        }
        const of = what.endsWith("Table") ? String(args[0]).replace("_", "/") : table;
        const whole = (result: unknown): unknown => {
          if (result === target) return proxy;
          return GIVES.has(what) ? watched(result as object, of, instants, note) : result;
        };
        const result = (value as (...all: unknown[]) => unknown).apply(target, args);
        if (!(result instanceof Promise)) return whole(result);
        return result.then((one: unknown) => {
          if (CHANGES.has(what)) instants.pass(`LanceDB: after ${what}`);
          return whole(one);
        });
      };
    },
  });
  return proxy;
}

function noteChange(name: string, table: string, args: readonly unknown[], note: (line: string) => void): void {
  const keys = name === "delete" ? [...String(args[0]).matchAll(/'(k\d)'/g)].map(([, key]) => key) : [];
  if (keys.length === 0) note(`${name === "dropTable" ? "dropTable" : "write"} ${table} ${name}`);
  for (const key of keys) note(`delete ${table}/${key}`);
}
