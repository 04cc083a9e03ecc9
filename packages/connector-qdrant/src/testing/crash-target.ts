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
import type { CollectionTarget } from "../collection-target.ts";
import { connect, type Connection, type QdrantLike } from "../connection.ts";
import { mountCollection } from "../mount-collection.ts";

const SERVER = contextKey<QdrantLike>("crash_db");

const base = { key: t.string(), text: t.string(), number: t.int(), uuid: t.string() };
const primaryKey = ["key"] as const;
/** A column less loses data; a vector of another length is made anew in place. */
const SCHEMAS = {
  "v1.ab": record({ ...base, a: t.string().nullable(), b: t.vector(2).nullable() }, { primaryKey }),
  "v1.a": record({ ...base, a: t.string().nullable() }, { primaryKey }),
  "v2.ab": record({ ...base, a: t.int().nullable(), b: t.vector(3).nullable() }, { primaryKey }),
};

class QdrantTable implements CrashTable {
  readonly target: CollectionTarget;
  readonly #columns: Readonly<Record<string, null>>;

  constructor(target: CollectionTarget, schema: string) {
    this.target = target;
    this.#columns = schema.endsWith("b") ? { a: null, b: null } : { a: null };
  }

  declare(key: string, value: RowValue): void {
    this.target.declareRow({ key, ...value, ...this.#columns });
  }

  declareIndex(): void {
    this.target.declarePayloadIndex({ column: "text" });
  }
}
registerMemoKey(QdrantTable, (table) => table.target);

/** What a folder keeps, served by the stand-in at `url`, which outlives the process that is killed. */
export const qdrantTarget =
  (url: string): OpenCrashTarget =>
  async (folder, instants): Promise<CrashTarget> => {
    const server = await openFolder(url, path.join(folder, "target"));
    const client = await connect(server.url);
    const log = path.join(folder, "log.txt");
    const note = (line: string): void => appendFileSync(log, `${line}\n`);
    return {
      lifespan: (environment) => environment.provide(SERVER, watched(client, instants, note)),
      async mountShelf(shelf): Promise<CrashShelf> {
        return {
          async mountTable(name, schema) {
            const target = await mountCollection(SERVER, `${shelf}.${name}`, SCHEMAS[schema as keyof typeof SCHEMAS]);
            return new QdrantTable(target as unknown as CollectionTarget, schema);
          },
        };
      },
      content: () => contentOf(client),
      log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
      clearLog: () => rmSync(log, { force: true }),
      close: () => void server.close(),
    };
  };

async function contentOf(client: Connection): ReturnType<CrashTarget["content"]> {
  const rows: [string, RowValue][] = [];
  const tables: string[] = [];
  const indexed: string[] = [];
  for (const { name } of (await client.getCollections()).collections) {
    const table = name.replace(".", "/");
    tables.push(table);
    if (Object.keys((await client.getCollection(name)).payload_schema).length > 0) indexed.push(table);
    for (const { payload } of (await client.scroll(name, { limit: 10_000 })).points) {
      const { key, number, text, uuid } = payload as unknown as RowValue & { readonly key: string };
      rows.push([`${table}/${key}`, { number, text, uuid }]);
    }
  }
  const tracked = rows.length + tables.length + indexed.length;
  return {
    rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))),
    tables: tables.sort(),
    indexed: indexed.sort(),
    tracked,
  };
}

/** What changes a server, and what is noted of it. */
const changes: Readonly<Record<string, string>> = {
  createCollection: "write",
  createPayloadIndex: "write",
  createVectorName: "write",
  delete: "delete",
  deleteCollection: "dropTable",
  deletePayloadIndex: "write",
  deleteVectorName: "write",
  updateCollection: "write",
  upsert: "write",
};

/** The same client, whose changes are noted, and are instants before and after. */
function watched(client: Connection, instants: Instants, note: (line: string) => void): QdrantLike {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const call = (member as (...args: unknown[]) => Promise<unknown>).bind(target);
      const change = changes[name as string];
      if (change === undefined) return call;
      return async (collection: string, ...args: unknown[]) => {
        const table = collection.replace(".", "/");
        for (const line of await linesOf(target, change, collection, args)) note(`${change} ${table}${line}`);
        return passedCall(instants, `Qdrant: ${String(name)}`, () => call(collection, ...args));
      };
    },
  });
}

/** Of points that are to go their keys. */
async function linesOf(
  client: Connection,
  change: string,
  collection: string,
  [request]: readonly unknown[],
): Promise<string[]> {
  if (change !== "delete") return [""];
  const { points } = request as { readonly points: (number | string)[] };
  const found = await client.retrieve(collection, { ids: points }).catch(() => []);
  return found.map(({ payload }) => `/${String(payload?.["key"])}`);
}
