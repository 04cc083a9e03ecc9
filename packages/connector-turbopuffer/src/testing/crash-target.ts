import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { contextKey, record, registerMemoKey, t } from "@coco/core";
import { openFolder } from "@coco/stand-ins";
import type {
  CrashShelf,
  CrashTable,
  CrashTarget,
  OpenCrashTarget,
  RowValue,
} from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import { passedCall } from "../../../core/src/testing/crash/passed-call.ts";
import type { Connection, NamespaceLike, TurbopufferLike } from "../connection.ts";
import { mountNamespace } from "../mount-namespace.ts";
import type { NamespaceTarget } from "../namespace-target.ts";
import { connectTo } from "./test-service.ts";

const SERVICE = contextKey<TurbopufferLike>("crash_db");

const base = { key: t.string(), text: t.string(), number: t.int(), uuid: t.string() };
const primaryKey = ["key"] as const;
/** A column less loses data; another type makes the namespace anew. */
const SCHEMAS = {
  "v1.ab": record({ ...base, a: t.string().nullable(), b: t.string().nullable() }, { primaryKey }),
  "v1.a": record({ ...base, a: t.string().nullable() }, { primaryKey }),
  "v2.ab": record({ ...base, a: t.int().nullable(), b: t.string().nullable() }, { primaryKey }),
};

class TurbopufferTable implements CrashTable {
  readonly target: NamespaceTarget;
  readonly #columns: Readonly<Record<string, null>>;

  constructor(target: NamespaceTarget, schema: string) {
    this.target = target;
    this.#columns = schema.endsWith("b") ? { a: null, b: null } : { a: null };
  }

  declare(key: string, value: RowValue): void {
    this.target.declareRow({ key, ...value, ...this.#columns });
  }

  declareIndex(): void {
    this.target.declareFtsIndex({ column: "text" });
  }
}
registerMemoKey(TurbopufferTable, (table) => table.target);

/** What a folder keeps, served by the stand-in at `url`, which outlives the process that is killed. */
export const turbopufferTarget =
  (url: string): OpenCrashTarget =>
  async (folder, instants): Promise<CrashTarget> => {
    const service = await openFolder(url, path.join(folder, "target"));
    const client = await connectTo(service.url);
    const log = path.join(folder, "log.txt");
    const note = (line: string): void => appendFileSync(log, `${line}\n`);
    return {
      lifespan: (environment) => environment.provide(SERVICE, watched(client, instants, note)),
      async mountShelf(shelf): Promise<CrashShelf> {
        return {
          async mountTable(name, schema) {
            const target = await mountNamespace(SERVICE, `${shelf}.${name}`, SCHEMAS[schema as keyof typeof SCHEMAS]);
            return new TurbopufferTable(target as unknown as NamespaceTarget, schema);
          },
        };
      },
      content: () => contentOf(client),
      log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
      clearLog: () => rmSync(log, { force: true }),
      close: () => void service.close(),
    };
  };

async function contentOf(client: Connection): ReturnType<CrashTarget["content"]> {
  const rows: [string, RowValue][] = [];
  const tables: string[] = [];
  const indexed: string[] = [];
  for await (const { id } of client.namespaces()) {
    const table = id.replace(".", "/");
    tables.push(table);
    const namespace = client.namespace(id);
    if ((await namespace.schema())["text"]?.full_text_search) indexed.push(table);
    const found = await namespace.query({ rank_by: ["id", "asc"], limit: 1000, include_attributes: true });
    for (const row of found.rows ?? []) {
      // A short key is the id of its row, and stands nowhere else.
      const { id: key, number, text, uuid } = row as unknown as RowValue & { readonly id: string };
      rows.push([`${table}/${key}`, { number, text, uuid }]);
    }
  }
  return {
    rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))),
    tables: tables.sort(),
    indexed: indexed.sort(),
    tracked: rows.length + tables.length + indexed.length,
  };
}

/** The same client, whose changes are noted, and are instants before, on their way and after. */
function watched(client: Connection, instants: Instants, note: (line: string) => void): TurbopufferLike {
  return {
    namespace(name) {
      const namespace = client.namespace(name);
      const table = name.replace(".", "/");
      const pass = <R>(what: string, call: () => Promise<R>): Promise<R> =>
        passedCall(instants, `Turbopuffer: ${what}`, call);
      const watchedNamespace: NamespaceLike = {
        query: (...args) => namespace.query(...args),
        schema: (...args) => namespace.schema(...args),
        deleteAll: (...args) => pass("deleteAll", async () => namespace.deleteAll(...args)),
        updateSchema: (...args) => pass("updateSchema", async () => namespace.updateSchema(...args)),
        async write(...args) {
          const { deletes = [] } = args[0] ?? {};
          for (const id of deletes) note(`delete ${table}/${id}`);
          return pass(deletes.length > 0 ? "delete" : "upsert", async () => namespace.write(...args));
        },
      };
      return watchedNamespace;
    },
  };
}
