import { record, type RowInput, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountTable, type TableOptions } from "./mount-table.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

function notes(rows: readonly RowInput<typeof Note>[], options: TableOptions<"id" | "text"> = {}) {
  return async () => {
    const table = await mountTable(DB, "notes", Note, options);
    await eachOf(
      rows.map((row) => [String(row.id), row] as const),
      (row) => table.declareRow(row),
    );
  };
}

const ROWS = "postgres rows of docs_db/notes";

describe("a mounted table", () => {
  it("holds the rows that are declared: made, changed, deleted, and not touched when nothing changed", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const read = (): Promise<unknown> => rows("SELECT id::int, text FROM notes ORDER BY id");
    await app.succeed(
      notes([
        { id: 1, text: "one" },
        { id: 2, text: "two" },
        { id: 3, text: "it's" },
      ]),
    );
    expect(await read()).toEqual([
      { id: 1, text: "one" },
      { id: 2, text: "two" },
      { id: 3, text: "it's" },
    ]);
    expect(
      await app.changes(
        notes([
          { id: 1, text: "one" },
          { id: 2, text: "2" },
        ]),
      ),
    ).toEqual({
      [ROWS]: { written: 1, deleted: 1 },
    });
    expect(await read()).toEqual([
      { id: 1, text: "one" },
      { id: 2, text: "2" },
    ]);
    expect(
      await app.changes(
        notes([
          { id: 1, text: "one" },
          { id: 2, text: "2" },
        ]),
      ),
    ).toEqual({});
    await app.drop();
    expect(await rows("SELECT 1 FROM pg_tables WHERE tablename = 'notes'")).toEqual([]);
  });

  it("gets no dead version of a row whose values are as they were, also when everything is written again", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const given = Array.from({ length: 50 }, (_, id) => ({ id, text: `text ${id}` }));
    await app.succeed(notes(given));
    const versions = (): Promise<unknown> => rows("SELECT ctid::text, xmin::text FROM notes ORDER BY id");
    const before = await versions();
    expect(await app.changes(notes(given), { fullReprocess: true })).toMatchObject({ [ROWS]: { written: 50 } });
    expect(await versions()).toEqual(before);
  });

  it("is dropped when it is not declared any more, and made again when it is", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes([{ id: 1, text: "one" }]));
    await app.succeed(() => undefined);
    expect(await rows("SELECT 1 FROM pg_tables WHERE tablename = 'notes'")).toEqual([]);
    await app.succeed(notes([{ id: 1, text: "one" }]));
    expect(await rows("SELECT text FROM notes")).toEqual([{ text: "one" }]);
  });

  it("fails a bad row alone", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const given = [1, 2, 3, 4, 5].map((id) => ({ id, text: id === 3 ? "much too long" : `t${id}` }));
    const failures = await app.failures(notes(given, { columns: { text: "varchar(4)" } }));
    expect(failures).toMatchObject([
      {
        name: "PostgresError",
        code: "POSTGRES_VALUE",
        message: "Could not write 1 row into docs_db/notes: value too long for type character varying(4)",
      },
    ]);
    expect(await rows("SELECT id::int FROM notes ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 4 }, { id: 5 }]);
  });

  it("may stand in another schema, which is made, and have any name", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const Odd = record({ 'i"d': t.string(), "größe; DROP": t.int().nullable() }, { primaryKey: ['i"d'] });
    const main = async (): Promise<void> => {
      const table = await mountTable(DB, `no"tes ä'`, Odd, { schema: "other" });
      table.declareRow({ 'i"d': "a'b", "größe; DROP": 1 });
      table.declareIndex({ column: "größe; DROP" });
    };
    await app.succeed(main);
    expect(await rows(`SELECT "i""d" AS id FROM other."no""tes ä'"`)).toEqual([{ id: "a'b" }]);
    await app.succeed(async () => void (await mountTable(DB, `no"tes ä'`, Odd, { schema: "other" })));
    expect(await rows(`SELECT 1 FROM other."no""tes ä'"`)).toEqual([]);
    await app.drop();
    expect(await rows("SELECT 1 FROM pg_tables WHERE schemaname = 'other'")).toEqual([]);
  });

  it("refuses names and options that Postgres would change without a word", async () => {
    const { pool } = await testDatabase();
    const app = new TestApp(pool);
    const code = async (main: () => unknown): Promise<unknown> => (await app.failures(main))[0];
    expect(await code(() => mountTable(DB, "ä".repeat(32), Note))).toMatchObject({ code: "POSTGRES_NAME" });
    expect(await code(() => mountTable(DB, "n", record({ xmin: t.int() }, { primaryKey: ["xmin"] })))).toMatchObject({
      code: "POSTGRES_NAME",
    });
    expect(await code(() => mountTable(DB, "n", Note, { columns: { text: "text); DROP" } }))).toMatchObject({
      code: "POSTGRES_COLUMN_TYPE",
    });
    expect(await code(() => mountTable(DB, "n", Note, { columns: { id: "real" } }))).toMatchObject({
      code: "POSTGRES_COLUMN_TYPE",
      hint: expect.stringContaining("smallint"),
    });
    expect(await code(() => mountTable(DB, "n", Note, { onExisting: "keep" as never }))).toMatchObject({
      code: "POSTGRES_OPTIONS",
    });
  });

  it("gives an error for NUL in texts, which Postgres cannot keep, or removes it", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const Page = record(
      { id: t.string(), tags: t.list(t.string()), meta: t.json().nullable() },
      { primaryKey: ["id"] },
    );
    const main = (nulCharacters: "error" | "remove") => async () => {
      const table = await mountTable(DB, "pages", Page, { nulCharacters });
      table.declareRow({ id: "a\0b", tags: ["x\0", "y"], meta: { "k\0": ["v\0", 1] } });
    };
    expect(await app.failures(main("error"))).toMatchObject([
      { name: "RowError", column: "id", message: expect.stringContaining("U+0000") },
    ]);
    await app.succeed(main("remove"));
    expect(await rows("SELECT * FROM pages")).toEqual([{ id: "ab", tags: ["x", "y"], meta: { k: ["v", 1] } }]);
  });
});
