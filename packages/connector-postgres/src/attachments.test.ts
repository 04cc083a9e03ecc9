import { record, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { textDocument } from "./fts-index.ts";
import { mountTable, type TableOptions } from "./mount-table.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";
import type { TableTarget } from "./table-target.ts";

const Doc = record(
  { id: t.int(), title: t.string(), text: t.string(), v: t.vector(3), wide: t.vector(2_500).nullable() },
  { primaryKey: ["id"] },
);
type Docs = TableTarget<typeof Doc>;

const docs =
  (declare: (table: Docs) => void, count = 3, options: TableOptions<"wide"> = {}) =>
  async () => {
    const table = await mountTable(DB, "docs", Doc, options);
    for (let id = 0; id < count; id++) {
      table.declareRow({ id, title: `Title ${id}`, text: id === 1 ? "The cats sat on mats" : "A dog", v: [id, 1, 0] });
    }
    declare(table);
  };

async function start() {
  const database = await testDatabase();
  const indexes = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (
        await database.rows(
          `SELECT c.relname AS name, pg_get_indexdef(c.oid) AS def, c.oid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = 'docs' AND NOT i.indisprimary AND i.indisvalid ORDER BY 1`,
        )
      ).map(({ def, name, oid }) => [String(name), { def: String(def).replace(/^.* USING/, "USING"), oid }]),
    );
  return { ...database, app: new TestApp(database.pool), indexes };
}

describe("an index", () => {
  it("of vectors is built, kept while nothing changes, built anew when its options do, and dropped", async () => {
    const { app, indexes } = await start();
    await app.succeed(docs((table) => table.declareVectorIndex({ column: "v", m: 8, efConstruction: 32 })));
    const first = await indexes();
    expect(first).toMatchObject({
      docs__vector__v: { def: "USING hnsw (v vector_cosine_ops) WITH (m='8', ef_construction='32')" },
    });
    await app.succeed(docs((table) => table.declareVectorIndex({ column: "v", m: 8, efConstruction: 32 }), 4));
    expect(await indexes()).toEqual(first);
    await app.succeed(docs((table) => table.declareVectorIndex({ column: "v", metric: "l2" })));
    expect(await indexes()).toMatchObject({ docs__vector__v: { def: "USING hnsw (v vector_l2_ops)" } });
    await app.succeed(docs(() => undefined));
    expect(await indexes()).toEqual({});
    expect(app.log).toEqual([]);
  });

  it("by lists waits for rows to learn from, and takes as many lists as they need", async () => {
    const { app, indexes } = await start();
    const main = (count: number) =>
      docs((table) => table.declareVectorIndex({ column: "v", method: "ivfflat", minRows: 20 }), count);
    await app.succeed(main(3));
    expect(await indexes()).toEqual({});
    await app.succeed(main(30));
    expect(await indexes()).toMatchObject({
      docs__vector__v: { def: "USING ivfflat (v vector_cosine_ops) WITH (lists='10')" },
    });
  });

  it("of half vectors takes more dimensions than one of vectors, which says so", async () => {
    const { app, indexes } = await start();
    const declare = (table: Docs): void => table.declareVectorIndex({ column: "wide", metric: "ip" });
    expect(await app.failures(docs(declare))).toMatchObject([
      { code: "POSTGRES_INDEX_OPTIONS", hint: expect.stringContaining('{ wide: "halfvec(2500)" }') },
    ]);
    await app.succeed(docs(declare, 3, { columns: { wide: "halfvec(2500)" } }));
    expect(await indexes()).toMatchObject({ docs__vector__wide: { def: "USING hnsw (wide halfvec_ip_ops)" } });
  });

  it("of words is found by the expression that textDocument gives", async () => {
    const { app, pool, rows } = await start();
    const search = { column: ["title", "text"], language: "english" } as const;
    await app.succeed(docs((table) => table.declareFtsIndex({ ...search, name: "words" })));
    const found = `SELECT id::int FROM docs WHERE ${textDocument(search)} @@ websearch_to_tsquery('english', 'cat mat')`;
    expect(await rows(found)).toEqual([{ id: 1 }]);
    const client = await pool.connect();
    await client.query("SET enable_seqscan = off");
    const { rows: plan } = await client.query(`EXPLAIN ${found}`);
    client.release(true);
    expect(JSON.stringify(plan)).toContain("docs__fts__words");
  });

  it("of plain columns stands beside the others, also in a table that the user manages", async () => {
    const { app, indexes, rows } = await start();
    await rows("CREATE EXTENSION vector");
    await rows("CREATE TABLE docs (id bigint PRIMARY KEY, title text, text text, v vector(3), wide vector(2500))");
    await app.succeed(docs((table) => table.declareIndex({ column: ["title", "id"] }), 3, { managedBy: "user" }));
    expect(Object.keys(await indexes())).toEqual(["docs__index__title_id"]);
    await app.succeed(() => undefined);
    expect(await indexes()).toEqual({});
    expect(await rows("SELECT obj_description('docs'::regclass) AS note")).toEqual([{ note: null }]);
  });

  it("that was left half built is built again", async () => {
    const { app, indexes, rows } = await start();
    await app.succeed(docs((table) => table.declareIndex({ column: "title" })));
    await rows("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'docs__index__title'::regclass");
    await app.succeed(docs((table) => table.declareIndex({ column: "title" }), 4));
    expect(Object.keys(await indexes())).toEqual(["docs__index__title"]);
  });

  it("refuses options that do not fit", async () => {
    const { app } = await start();
    const wrong: ((table: Docs) => void)[] = [
      (table) => table.declareVectorIndex({ column: "text" }),
      (table) => table.declareVectorIndex({ column: "v", lists: 5 }),
      (table) => table.declareVectorIndex({ column: "v", metric: "hamming" }),
      (table) => table.declareVectorIndex({ column: "v", m: 1 }),
      (table) => table.declareVectorIndex({ column: "v", list: 5 } as never),
      (table) => table.declareFtsIndex({ column: "text", language: "'; DROP" }),
      (table) => table.declareIndex({ column: "title", method: "magic" as never }),
    ];
    for (const declare of wrong)
      expect(await app.failures(docs(declare))).toMatchObject([{ code: "POSTGRES_INDEX_OPTIONS" }]);
    const unknown = (table: Docs): void => table.declareIndex({ column: "none" as never });
    expect(await app.failures(docs(unknown))).toMatchObject([{ code: "POSTGRES_INDEX_COLUMN" }]);
  });
});

describe("an SQL command", () => {
  const command =
    (suffix: string, teardown = true) =>
    (table: Docs) =>
      table.declareSqlCommand({
        name: "log",
        setup: `CREATE TABLE log_${suffix} (a int)`,
        ...(teardown ? { teardown: `DROP TABLE log_${suffix}` } : {}),
      });

  it("is run once, taken back before it is run otherwise, and when it is not declared any more", async () => {
    const { app, rows } = await start();
    const logs = async (): Promise<unknown> =>
      (await rows("SELECT tablename AS t FROM pg_tables WHERE tablename LIKE 'log_%' ORDER BY 1")).map(({ t }) => t);
    await app.succeed(docs(command("a")));
    await app.succeed(docs(command("a"), 4));
    expect(await logs()).toEqual(["log_a"]);
    await app.succeed(docs(command("b")));
    expect(await logs()).toEqual(["log_b"]);
    await app.succeed(docs(() => undefined));
    expect(await logs()).toEqual([]);
    await app.succeed(docs(command("c")));
    await app.drop();
    expect(await logs()).toEqual([]);
  });

  it("without a teardown leaves what it made", async () => {
    const { app, rows } = await start();
    await app.succeed(docs(command("a", false)));
    await app.drop();
    expect(await rows("SELECT * FROM log_a")).toEqual([]);
  });

  it("that fails changes nothing, says what, and is run when it is right", async () => {
    const { app, rows } = await start();
    const broken = (table: Docs): void =>
      table.declareSqlCommand({
        name: "log",
        setup: "CREATE TABLE log_a (a int); SELECT nonsense",
        teardown: "DROP TABLE log_a",
      });
    expect(await app.failures(docs(broken))).toMatchObject([
      { message: expect.stringMatching(/Could not run the SQL command log of docs_db\/docs: .*nonsense/) },
    ]);
    expect(await rows("SELECT to_regclass('log_a') AS t")).toEqual([{ t: null }]);
    await app.succeed(docs(command("a")));
    expect(await rows("SELECT * FROM log_a")).toEqual([]);
  });
});
