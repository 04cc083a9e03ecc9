import { record, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountTable, type TableOptions } from "./mount-table.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });
const notes =
  (options: TableOptions<"id" | "text">, ids: readonly number[] = [1]) =>
  async () => {
    const table = await mountTable(DB, "notes", Note, options);
    for (const id of ids) table.declareRow({ id, text: `ours ${id}` });
  };

async function foreign() {
  const database = await testDatabase();
  await database.rows("CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL, extra int DEFAULT 1)");
  await database.rows("INSERT INTO notes VALUES (9, 'theirs')");
  const ids = (): Promise<unknown> => database.rows("SELECT id::int FROM notes ORDER BY id");
  return { ...database, app: new TestApp(database.pool), ids };
}

describe("a table that exists and is not tracked (T11)", () => {
  it("is an error that names the ways, also on the next run, and is never dropped", async () => {
    const { app, ids } = await foreign();
    for (const _ of [1, 2]) {
      expect(await app.failures(notes({}))).toMatchObject([
        {
          code: "POSTGRES_TABLE_EXISTS",
          message: "The table docs_db/notes exists already and was not made by this app.",
          hint: expect.stringMatching(/adopt.*replace.*managedBy/s),
        },
      ]);
    }
    await app.drop();
    expect(await ids()).toEqual([{ id: 9 }]);
  });

  it("is an error that says so when coco made it and the state was lost", async () => {
    const { pool } = await testDatabase();
    await new TestApp(pool).succeed(notes({}));
    const [error] = await new TestApp(pool).failures(notes({}));
    expect(error).toMatchObject({
      message: expect.stringContaining("made by another app, or by this one before its state was lost"),
    });
  });

  it("is taken over with its rows, and dropped with the app's own", async () => {
    const { app, ids, rows } = await foreign();
    await app.succeed(notes({ onExisting: "adopt" }, [1, 2]));
    expect(await ids()).toEqual([{ id: 1 }, { id: 2 }, { id: 9 }]);
    expect(await app.changes(notes({}, [1, 2]))).toEqual({});
    await app.drop();
    expect(await rows("SELECT 1 FROM pg_tables WHERE tablename = 'notes'")).toEqual([]);
  });

  it("is not taken over when its columns or its key do not fit", async () => {
    const { app, rows } = await foreign();
    await rows("ALTER TABLE notes ALTER text TYPE varchar(3) USING 'x', DROP CONSTRAINT notes_pkey");
    expect(await app.failures(notes({ onExisting: "adopt" }))).toMatchObject([
      {
        code: "POSTGRES_SCHEMA_MISMATCH",
        message:
          "The table docs_db/notes does not fit its record: text is character varying(3), not text; it has no primary key or unique index on (id).",
      },
    ]);
  });

  it("is replaced, once", async () => {
    const { app, ids } = await foreign();
    await app.succeed(notes({ onExisting: "replace" }, [1]));
    await app.succeed(notes({ onExisting: "replace" }, [1, 2]));
    expect(await ids()).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("that replaces the app's own is not dropped", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes({}));
    await rows("DROP TABLE notes");
    await rows("CREATE TABLE notes (id int)");
    await app.drop();
    expect(await rows("SELECT id FROM notes")).toEqual([]);
  });
});

describe("a table that its user manages", () => {
  it("gets and loses the app's rows, and stays", async () => {
    const { app, ids } = await foreign();
    await app.succeed(notes({ managedBy: "user" }, [1, 2]));
    expect(await ids()).toEqual([{ id: 1 }, { id: 2 }, { id: 9 }]);
    await app.succeed(notes({ managedBy: "user" }, [2]));
    expect(await ids()).toEqual([{ id: 2 }, { id: 9 }]);
    await app.succeed(() => undefined);
    expect(await ids()).toEqual([{ id: 9 }]);
  });

  it("is refused when rows would not fit, with everything that does not", async () => {
    const { app, rows } = await foreign();
    await rows("ALTER TABLE notes ALTER id TYPE text USING id::text, DROP text, ADD needed int NOT NULL DEFAULT 0");
    await rows("ALTER TABLE notes ALTER needed DROP DEFAULT");
    expect(await app.failures(notes({ managedBy: "user" }))).toMatchObject([
      {
        message:
          "The table docs_db/notes does not fit its record: it has no column text; id is text, not bigint; it has a column needed that needs a value.",
      },
    ]);
  });

  it("keeps rows and table when it was the app's before", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes({}, [1, 2]));
    await app.succeed(notes({ managedBy: "user" }, [1]));
    expect(await rows("SELECT id::int FROM notes")).toEqual([{ id: 1 }]);
    await app.drop();
    expect(await rows("SELECT id::int FROM notes")).toEqual([]);
  });
});

describe("a table that was removed outside of the app", () => {
  it("is built again by a full run, and only then", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes({}));
    await rows("DROP TABLE notes");
    const [error] = await app.failures(notes({}, [1, 2]));
    expect(error).toMatchObject({ code: "POSTGRES_TABLE_MISSING", hint: expect.stringContaining("fullReprocess") });
    await app.succeed(notes({}, [1, 2]), { fullReprocess: true });
    expect(await rows("SELECT id::int FROM notes ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
  });
});
