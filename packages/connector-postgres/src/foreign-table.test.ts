import { record, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountTable } from "./mount-table.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

function notes(ids: readonly number[], extras: { readonly index?: true; readonly managedBy?: "user" } = {}) {
  return async (): Promise<void> => {
    const { index, ...options } = extras;
    const table = await mountTable(DB, "notes", Note, options);
    for (const id of ids) table.declareRow({ id, text: `ours ${id}` });
    if (index === undefined) return;
    table.declareSqlCommand({ name: "fill", setup: "UPDATE notes SET text = 'filled'" });
  };
}

/** An app that wrote rows 1 and 2, and in whose database now stands a table of the same name that somebody made. */
async function replaced(by: (pool: TestApp["provided"]) => Promise<unknown>, managedBy?: "user") {
  const database = await testDatabase();
  if (managedBy === "user") await database.rows("CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)");
  const app = new TestApp(database.pool);
  await app.succeed(notes([1, 2], managedBy === undefined ? {} : { managedBy }));
  await database.rows("ALTER TABLE notes RENAME TO ours");
  await by(database.pool);
  const theirs = async (): Promise<unknown[]> =>
    (await database.rows("SELECT id || ' ' || text AS row FROM notes ORDER BY id")).map(({ row }) => row);
  return { ...database, app, theirs };
}

const makeForeign = async (pool: TestApp["provided"]): Promise<void> => {
  await pool.query("CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)");
  await pool.query("INSERT INTO notes VALUES (1, 'theirs'), (2, 'theirs'), (9, 'theirs')");
};
const THEIRS = ["1 theirs", "2 theirs", "9 theirs"];

describe("a table of the same name that is not the one the app made, as where the key is pointed at another database", () => {
  it("is left alone, with an error that says so; the right one is brought up to date when it is back", async () => {
    const { app, rows, theirs } = await replaced(makeForeign);
    for (const ids of [[1, 9], [2], [1, 2, 3]]) {
      expect(await app.failures(notes(ids))).toMatchObject([
        {
          code: "POSTGRES_TABLE_EXISTS",
          isRetryable: false,
          message: expect.stringMatching(/docs_db\/notes \(in the database .+\) was not made by this app.*Nothing/),
          hint: expect.stringMatching(/Point.*fullReprocess.*adopt/s),
        },
      ]);
    }
    const [refused] = await app.failures(notes([1, 2], { index: true }));
    expect(refused).toMatchObject({ code: "POSTGRES_TABLE_EXISTS" });
    expect(await theirs()).toEqual(THEIRS);
    await rows("DROP TABLE notes");
    await rows("ALTER TABLE ours RENAME TO notes");
    await app.succeed(notes([2, 3]));
    expect(await theirs()).toEqual(["2 ours 2", "3 ours 3"]);
  });

  it("is left alone when another app made it", async () => {
    const { app, theirs } = await replaced((pool) => new TestApp(pool, "Another").succeed(notes([1, 2, 9])));
    const [refused] = await app.failures(notes([2]));
    expect(refused).toMatchObject({ message: expect.stringContaining("made by another app") });
    expect(await theirs()).toEqual(["1 ours 1", "2 ours 2", "9 ours 9"]);
  });

  it("is not what a table is whose comment a SQL command sets", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const commented = (ids: readonly number[]) => async (): Promise<void> => {
      const table = await mountTable(DB, "notes", Note);
      table.declareSqlCommand({ name: "comment", setup: "COMMENT ON TABLE notes IS 'All notes'" });
      for (const id of ids) table.declareRow({ id, text: "" });
    };
    await app.succeed(commented([1]));
    await app.succeed(commented([2]));
    expect(await rows("SELECT id::int, obj_description('notes'::regclass, 'pg_class') AS comment FROM notes")).toEqual([
      { id: 2, comment: expect.stringMatching(/^All notes\ncoco:/) },
    ]);
  });

  it("is written where the user manages the table", async () => {
    const { app, theirs } = await replaced(makeForeign, "user");
    await app.succeed(notes([2, 4], { managedBy: "user" }));
    expect(await theirs()).toEqual(["2 theirs", "4 ours 4", "9 theirs"]);
  });
});
