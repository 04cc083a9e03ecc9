import { type AnyRecord, record, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountTable, type TableOptions } from "./mount-table.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const primaryKey = ["id"] as const;
const Base = record({ id: t.int(), text: t.string() }, { primaryKey });

function table<R extends AnyRecord>(schema: R, rows: readonly object[], options: TableOptions = {}) {
  return async () => {
    const mounted = await mountTable(DB, "notes", schema as AnyRecord, options);
    const keyed = rows.map((row, index) => [String(index), row] as const);
    await eachOf(keyed, (row) => mounted.declareRow(row as never));
  };
}

/** An app with a table of two rows, and what tells that the table is still the same one. */
async function started(options: TableOptions = {}) {
  const { pool, rows } = await testDatabase();
  const app = new TestApp(pool);
  await app.succeed(
    table(
      Base,
      [
        { id: 1, text: "1" },
        { id: 2, text: "two" },
      ],
      options,
    ),
  );
  const identity = async (): Promise<unknown> => (await rows("SELECT 'notes'::regclass::oid AS oid"))[0]?.["oid"];
  const columns = (): Promise<unknown> =>
    rows(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS filled FROM pg_attribute
        WHERE attrelid = 'notes'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    );
  return { app, rows, identity, columns, before: await identity() };
}

const id = { name: "id", type: "bigint", filled: true };
const text = { name: "text", type: "text", filled: true };

describe("a record that changes", () => {
  it("by a column that takes nulls leaves the rows alone", async () => {
    const { app, before, columns, identity } = await started();
    const More = record({ ...Base.columns, note: t.string().nullable() }, { primaryKey });
    expect(
      await app.changes(
        table(More, [
          { id: 1, text: "1" },
          { id: 2, text: "two" },
        ]),
      ),
    ).toEqual({
      "postgres tables of docs_db": { written: 1, deleted: 0 },
    });
    expect(await identity()).toBe(before);
    expect(await columns()).toEqual([id, text, { name: "note", type: "text", filled: false }]);
  });

  it("by a column that takes none has all rows written, and the column told so", async () => {
    const { app, before, columns, identity, rows } = await started();
    const More = record({ ...Base.columns, size: t.int() }, { primaryKey });
    await app.succeed(
      table(More, [
        { id: 1, text: "1", size: 1 },
        { id: 2, text: "two", size: 3 },
      ]),
    );
    expect(await identity()).toBe(before);
    expect(await columns()).toEqual([id, text, { name: "size", type: "bigint", filled: true }]);
    expect(await rows("SELECT size::int FROM notes ORDER BY id")).toEqual([{ size: 1 }, { size: 3 }]);
  });

  it("by a column that goes, and comes back", async () => {
    const { app, before, columns, identity, rows } = await started();
    const Less = record({ id: t.int() }, { primaryKey });
    await app.succeed(table(Less, [{ id: 1 }, { id: 2 }]));
    expect(await columns()).toEqual([id]);
    await app.succeed(
      table(Base, [
        { id: 1, text: "1" },
        { id: 2, text: "two" },
      ]),
    );
    expect(await columns()).toEqual([id, text]);
    expect(await rows("SELECT text FROM notes ORDER BY id")).toEqual([{ text: "1" }, { text: "two" }]);
    expect(await identity()).toBe(before);
  });

  it("by a type that the values can be converted to, or cannot, keeps the table", async () => {
    const { app, before, columns, identity, rows } = await started();
    await app.succeed(
      table(
        Base,
        [
          { id: 1, text: "1" },
          { id: 2, text: "two" },
        ],
        { columns: { text: "varchar(9)" } },
      ),
    );
    expect(await columns()).toEqual([id, { ...text, type: "character varying(9)" }]);
    const Whole = record({ id: t.int(), text: t.int() }, { primaryKey });
    await app.succeed(
      table(Whole, [
        { id: 1, text: 1 },
        { id: 2, text: 2 },
      ]),
    );
    expect(await columns()).toEqual([id, { ...text, type: "bigint" }]);
    expect(await rows("SELECT text::int FROM notes ORDER BY id")).toEqual([{ text: 1 }, { text: 2 }]);
    expect(await identity()).toBe(before);
  });

  it("by vectors of another length keeps the table", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const Vectors = (dims: number) => record({ id: t.int(), v: t.vector(dims) }, { primaryKey });
    await app.succeed(table(Vectors(2), [{ id: 1, v: [1, 2] }]));
    await app.succeed(table(Vectors(3), [{ id: 1, v: [1, 2, 3] }]));
    expect(await rows("SELECT v::text FROM notes")).toEqual([{ v: "[1,2,3]" }]);
  });

  it("by nulls that are allowed now, and not any more", async () => {
    const { app, columns } = await started();
    const Nullable = record({ id: t.int(), text: t.string().nullable() }, { primaryKey });
    await app.succeed(table(Nullable, [{ id: 1, text: "1" }, { id: 2 }]));
    expect(await columns()).toEqual([id, { ...text, filled: false }]);
    await app.succeed(
      table(Base, [
        { id: 1, text: "1" },
        { id: 2, text: "2" },
      ]),
    );
    expect(await columns()).toEqual([id, text]);
  });

  it("by its primary key makes the table anew", async () => {
    const { app, before, identity, rows } = await started();
    const Other = record({ id: t.int(), text: t.string() }, { primaryKey: ["text"] });
    await app.succeed(
      table(Other, [
        { id: 1, text: "1" },
        { id: 1, text: "two" },
      ]),
    );
    expect(await identity()).not.toBe(before);
    expect(await rows("SELECT id::int, text FROM notes ORDER BY text")).toEqual([
      { id: 1, text: "1" },
      { id: 1, text: "two" },
    ]);
    expect(
      await app.changes(
        table(Other, [
          { id: 1, text: "1" },
          { id: 1, text: "two" },
        ]),
      ),
    ).toEqual({});
  });

  it("leaves columns, triggers and comments of others alone", async () => {
    const { app, columns, rows } = await started();
    await rows(
      "ALTER TABLE notes ADD COLUMN length int GENERATED ALWAYS AS (length(text)) STORED, ADD COLUMN seen int DEFAULT 5",
    );
    await rows(
      "DO $$ BEGIN EXECUTE format('COMMENT ON TABLE notes IS %L', 'what we note' || E'\\n' || obj_description('notes'::regclass)); END $$",
    );
    const Less = record({ id: t.int(), text: t.string(), more: t.int().nullable() }, { primaryKey });
    await app.succeed(
      table(Less, [
        { id: 1, text: "changed" },
        { id: 2, text: "two" },
      ]),
    );
    expect(await columns()).toEqual([
      id,
      text,
      { name: "length", type: "integer", filled: false },
      { name: "seen", type: "integer", filled: false },
      { name: "more", type: "bigint", filled: false },
    ]);
    expect(await rows("SELECT length, seen FROM notes ORDER BY id")).toEqual([
      { length: 7, seen: 5 },
      { length: 3, seen: 5 },
    ]);
    expect((await rows("SELECT obj_description('notes'::regclass) AS c"))[0]?.["c"]).toMatch(/^what we note\ncoco:/);
  });

  it("is not half changed when one change fails, and is changed once what was in the way is gone", async () => {
    const { app, columns, rows } = await started();
    await rows("CREATE VIEW shown AS SELECT text FROM notes");
    const Other = record({ id: t.int(), more: t.int().nullable() }, { primaryKey });
    const main = table(Other, [{ id: 1 }, { id: 2 }]);
    expect(await app.failures(main)).toMatchObject([
      { code: "POSTGRES_DEPENDENTS", message: expect.stringContaining("view shown") },
    ]);
    expect(await columns()).toEqual([id, text]);
    await rows("DROP VIEW shown");
    await app.succeed(main);
    expect(await columns()).toEqual([id, { name: "more", type: "bigint", filled: false }]);
  });
});
