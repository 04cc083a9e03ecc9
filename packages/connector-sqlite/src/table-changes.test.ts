import { record, t } from "@coco/core";
import { describe, expect, it } from "vitest";
import { DB, failureOf, testDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";

const Wide = record({ id: t.string(), a: t.int(), b: t.int() }, { primaryKey: ["id"] });
const Loose = record({ id: t.string(), a: t.int(), b: t.int().nullable() }, { primaryKey: ["id"] });
const Narrow = record({ id: t.string(), a: t.int() }, { primaryKey: ["id"] });

describe("a changed record", () => {
  it("leaves columns, indexes and triggers alone that somebody else added, in place and by a copy", async () => {
    const database = await testDatabase();
    const declare = (schema: typeof Wide) => async (): Promise<void> => {
      const table = await mountTable(DB, "t", schema);
      table.declareIndex({ columns: ["a"] });
      table.declareRow(schema === (Narrow as unknown) ? ({ id: "x", a: 1 } as never) : { id: "x", a: 1, b: 2 });
    };
    await database.succeed(declare(Wide));
    database.connection.exec(`
      ALTER TABLE t ADD COLUMN theirs TEXT NOT NULL DEFAULT 'kept';
      CREATE INDEX theirs_a ON t (a);
      CREATE INDEX theirs_b ON t (b);
      CREATE TABLE seen (id);
      CREATE VIEW theirs_to_see AS SELECT id, a FROM t;
      CREATE TRIGGER theirs_of_seen AFTER INSERT ON seen BEGIN UPDATE t SET theirs = theirs WHERE id = new.id; END;
      CREATE TRIGGER theirs_too AFTER UPDATE OF a ON t BEGIN INSERT INTO seen VALUES (new.id); END;
    `);
    for (const schema of [Loose, Narrow]) {
      await database.succeed(declare(schema as never));
      expect(database.pluck("SELECT id || a || theirs FROM t")).toEqual(["x1kept"]);
      expect(database.pluck("SELECT name FROM pragma_index_list('t') WHERE origin = 'c' ORDER BY name")).toEqual(
        schema === Narrow ? ["t_a_idx", "theirs_a"] : ["t_a_idx", "theirs_a", "theirs_b"],
      );
      expect(database.pluck("SELECT a FROM theirs_to_see")).toEqual([1]);
      database.connection.exec("UPDATE t SET a = 1");
      expect(database.pluck("DELETE FROM seen RETURNING id").length).toBeGreaterThan(0);
    }
    await database.succeed(() => undefined);
    expect(database.pluck("SELECT name FROM sqlite_schema WHERE name IN ('t', 'seen')")).toEqual(["seen"]);
  });

  it("that would lose a computed column is refused, and everything stays", async () => {
    const database = await testDatabase();
    const declare = (schema: typeof Wide) => async (): Promise<void> => {
      (await mountTable(DB, "t", schema)).declareRow({ id: "x", a: 1, b: 2 });
    };
    await database.succeed(declare(Wide));
    database.connection.exec("ALTER TABLE t ADD COLUMN both INT AS (a + b)");
    expect(failureOf(await database.run(declare(Loose as never)))).toMatchObject({
      code: "SQLITE_SCHEMA_MISMATCH",
      message: expect.stringContaining("computed column both") as string,
    });
    expect(database.pluck("SELECT both FROM t")).toEqual([3]);
  });

  it("never touches a table that somebody else put in the place of ours", async () => {
    const database = await testDatabase();
    const declare = async (): Promise<void> => {
      const table = await mountTable(DB, "t", Wide);
      table.declareRow({ id: "x", a: 1, b: 2 });
    };
    await database.succeed(declare);
    database.connection.exec("DROP TABLE t; CREATE TABLE t (theirs); INSERT INTO t VALUES (1)");
    expect(failureOf(await database.run(declare, { fullReprocess: true })).code).toBe("SQLITE_TABLE_EXISTS");
    await database.succeed(() => undefined);
    expect(database.pluck("SELECT theirs FROM t")).toEqual([1]);
  });

  it("cannot adopt what cannot hold it, and says why", async () => {
    const database = await testDatabase();
    const cases: readonly [sql: string, problem: RegExp, code: string][] = [
      ["CREATE TABLE t (id TEXT, a INT, b INT)", /unique/, "SQLITE_SCHEMA_MISMATCH"],
      ["CREATE TABLE t (id TEXT PRIMARY KEY, a TEXT, b INT)", /a is TEXT, not INTEGER/, "SQLITE_SCHEMA_MISMATCH"],
      [
        "CREATE TABLE t (id TEXT PRIMARY KEY, a INT, b INT, c INT NOT NULL)",
        /c that needs a value/,
        "SQLITE_SCHEMA_MISMATCH",
      ],
      ["CREATE TABLE t (a INT, b INT)", /no key column id/, "SQLITE_SCHEMA_MISMATCH"],
      ["CREATE VIEW t AS SELECT 1 AS id", /view/, "SQLITE_TABLE_EXISTS"],
    ];
    for (const [sql, problem, code] of cases) {
      database.connection.exec(sql);
      const report = await database.run(() => mountTable(DB, "t", Wide, { onExisting: "adopt" }));
      expect(failureOf(report)).toMatchObject({ code, message: expect.stringMatching(problem) as string });
      database.connection.exec(sql.includes("VIEW") ? "DROP VIEW t" : "DROP TABLE t");
    }
  });

  it("adopts a table whose types are as good, and adds what is missing", async () => {
    const database = await testDatabase();
    const Post = record(
      { id: t.string(), day: t.date(), done: t.boolean(), note: t.string().nullable() },
      { primaryKey: ["id"] },
    );
    database.connection.exec("CREATE TABLE t (id VARCHAR(20) UNIQUE, day DATE, done BOOLEAN)");
    database.connection.exec("INSERT INTO t VALUES ('theirs', '2020-01-01', 0)");
    await database.succeed(async () => {
      const table = await mountTable(DB, "t", Post, { onExisting: "adopt" });
      table.declareRow({ id: "ours", day: "2024-02-29", done: true, note: "new" });
    });
    expect(database.pluck("SELECT id || day || done || coalesce(note, '-') FROM t ORDER BY id")).toEqual([
      "ours2024-02-291new",
      "theirs2020-01-010-",
    ]);
  });
});
