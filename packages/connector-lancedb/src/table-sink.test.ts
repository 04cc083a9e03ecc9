import type { Sink, StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { loadArrow } from "./arrow-library.ts";
import { sinkContext, type TestDatabase, testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import type { StoredColumn, StoredType, TableLayout } from "./stored-type.ts";
import type { TableAction } from "./table-action.ts";
import { TableHandler } from "./table-handler.ts";
import { toRows } from "./to-rows.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

/** `text?` takes nulls. */
function layoutOf(
  columns: Record<string, `${StoredType}${"" | "?"}`>,
  primaryKey: readonly string[] = ["id"],
): TableLayout {
  return {
    columns: Object.entries(columns).map(([name, type]): StoredColumn => {
      return { name, type: type.replace("?", "") as StoredType, nullable: type.endsWith("?") };
    }),
    primaryKey,
  };
}

function keyed(rows: readonly RowValues[], column = "id"): Map<StableKey, RowValues> {
  return new Map(rows.map((row) => [row[column] as StableKey, row]));
}

async function contents(database: TestDatabase, name = "notes"): Promise<RowValues[]> {
  const rows = await toRows((await database.connection.openTable(name)).query());
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

async function columns(database: TestDatabase, name = "notes"): Promise<string[]> {
  const schema = await (await database.connection.openTable(name)).schema();
  return schema.fields.map((field) => `${field.name} ${field.type}${field.nullable ? "?" : ""}`);
}

const base = layoutOf({ id: "int64", text: "text" });
const rows = keyed([
  { id: 1, text: "a" },
  { id: 2, text: "b" },
]);

describe("a table", () => {
  it("is made with the declared columns, and dropped when it is not declared any more", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const all = layoutOf({
      id: "int64",
      json: "json?",
      tags: "list(text)",
      day: "date",
      vector: "vector(4)",
      half: "vector16(2)?",
    });
    await target.run({ layout: all });
    expect(await columns(database)).toEqual([
      "id Int64",
      "json Utf8?",
      "tags List<Utf8>",
      "day Date32<DAY>",
      "vector FixedSizeList[4]<Float32>",
      "half FixedSizeList[2]<Float16>?",
    ]);
    await target.run(undefined);
    expect(await database.connection.tableNames()).toEqual([]);
    await target.run(undefined);
    expect(target.log).toEqual([]);
  });

  it("gets a new column that takes nulls in place, and no row is written for it", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    const wider = layoutOf({ id: "int64", text: "text", note: "text?", vector: "vector(2)?" });
    const empty = keyed([...rows.values()].map((row) => ({ ...row, note: null, vector: null })));
    await target.run({ layout: wider, rows: empty });
    expect(target.log).toEqual(["table 1"]);
    expect(await contents(database)).toEqual([...empty.values()]);
    await target.run({
      layout: wider,
      rows: new Map([...empty, [2, { id: 2, text: "b", note: "new", vector: null }]]),
    });
    expect(target.log).toEqual(["rows 1"]);
    expect((await contents(database))[1]).toEqual({ id: 2, text: "b", note: "new", vector: null });
  });

  it("gets a new column without nulls as one that takes them, and all rows are written again", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    const filled = keyed([...rows.values()].map((row) => ({ ...row, rank: 7 })));
    await target.run({ layout: layoutOf({ id: "int64", text: "text", rank: "int64" }), rows: filled });
    expect(target.log).toEqual(["table 1", "rows 2"]);
    expect(await columns(database)).toEqual(["id Int64", "text Utf8", "rank Int64?"]);
    expect(await contents(database)).toEqual([...filled.values()]);
    await target.run({ layout: layoutOf({ id: "int64", text: "text", rank: "int64" }), rows: filled });
    expect(target.log).toEqual([]);
  });

  it("loses a column that is not declared any more; one that it has of someone else stays", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    await (await database.connection.openTable("notes")).addColumns([
      { name: "theirs", valueSql: "nullif(id + 10, 0)" },
    ]);
    await target.run({ layout: layoutOf({ id: "int64" }), rows: keyed([{ id: 1 }, { id: 2 }, { id: 3 }]) });
    const after = await contents(database);
    expect(after.map((row) => Object.keys(row))).toEqual([1, 2, 3].map(() => ["id", "theirs"]));
    expect(after.map((row) => row["theirs"])).toEqual([11, 12, null]);
  });

  it("begins to take nulls in place", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    await target.run({ layout: layoutOf({ id: "int64", text: "text?" }), rows: keyed([{ id: 1, text: null }]) });
    expect(await contents(database)).toEqual([{ id: 1, text: null }]);
  });

  it("is made anew when the type of a column or the primary key changes", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    const bytes = keyed([{ id: 1, text: new Uint8Array([1]) }]);
    await target.run({ layout: layoutOf({ id: "int64", text: "bytes" }), rows: bytes });
    expect(await contents(database)).toEqual([...bytes.values()]);
    const byText = keyed(
      [
        { id: 1, text: "a" },
        { id: 1, text: "b" },
      ],
      "text",
    );
    await target.run({ layout: layoutOf({ id: "int64", text: "text" }, ["text"]), rows: byText });
    expect(await contents(database)).toEqual([...byText.values()]);
    await target.run({ layout: layoutOf({ id: "int64", text: "text" }, ["text"]), rows: byText });
    expect(target.log).toEqual([]);
  });

  it("ends the same after a crash in the middle of any change", async () => {
    const wider = layoutOf({ id: "int64", text: "text", note: "text?" });
    const other = layoutOf({ id: "int64", text: "bytes" });
    const steps: [TableLayout, Map<StableKey, RowValues>][] = [
      [base, rows],
      [
        wider,
        keyed([
          { id: 1, text: "a", note: "n" },
          { id: 2, text: "b", note: null },
        ]),
      ],
      [other, keyed([{ id: 1, text: new Uint8Array([1, 2]) }])],
    ];
    for (const crash of ["before-sinks", "after-sinks"] as const) {
      for (const [first] of steps.entries()) {
        for (const [second] of steps.entries()) {
          for (const [last, [layout, expected]] of steps.entries()) {
            const database = await testDatabase();
            const target = new TrackedTarget(database, "notes");
            const step = (index: number) => ({ layout: steps[index]?.[0] ?? base, rows: steps[index]?.[1] ?? rows });
            await target.run(step(first));
            await target.run(step(second), { crash });
            await target.run(step(last));
            expect(await contents(database), `${crash} ${first} ${second} ${last}`).toEqual([...expected.values()]);
            expect((await columns(database)).length).toBe(layout.columns.length);
            await target.run(step(last));
            expect(target.log).toEqual([]);
          }
        }
      }
    }
  });

  it("is made once when the first run crashed before or after it was made", async () => {
    for (const crash of ["before-sinks", "after-sinks"] as const) {
      const database = await testDatabase();
      const target = new TrackedTarget(database, "notes");
      await target.run({ layout: base, rows }, { crash });
      await target.run({ layout: base, rows });
      expect(await contents(database)).toEqual([...rows.values()]);
    }
  });

  it("is written again as a whole by a full reprocess, also when it was removed outside of the app", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    await database.connection.dropTable("notes");
    const changed = new Map([...rows, [3, { id: 3, text: "c" }]]);
    await expect(target.run({ layout: base, rows: changed })).rejects.toMatchObject({
      name: "LanceDbError",
      code: "LANCEDB_TABLE_MISSING",
      isRetryable: false,
      hint: expect.stringContaining("fullReprocess"),
    });
    await target.run({ layout: base, rows: changed }, { full: true });
    expect(await contents(database)).toEqual([...changed.values()]);
  });
});

describe("a table that exists and is not tracked (T11)", () => {
  async function foreign(): Promise<TestDatabase> {
    const database = await testDatabase();
    await database.connection.createTable("notes", [{ id: 9n, text: "theirs" }] as never);
    return database;
  }

  it("is an error that names the ways, also on the next run, and is never dropped", async () => {
    const database = await foreign();
    const target = new TrackedTarget(database, "notes");
    for (const _ of [1, 2]) {
      await expect(target.run({ layout: base, rows })).rejects.toMatchObject({
        code: "LANCEDB_TABLE_EXISTS",
        message: "The table docs_db/notes exists already and was not made by this app.",
        hint: expect.stringMatching(/adopt.*replace.*managedBy/s),
      });
    }
    await target.run(undefined);
    expect(await contents(database)).toEqual([{ id: 9, text: "theirs" }]);
  });

  it("is an error that says so when coco made it and the state was lost", async () => {
    const database = await testDatabase();
    await new TrackedTarget(database, "notes").run({ layout: base, rows });
    await expect(new TrackedTarget(database, "notes").run({ layout: base, rows })).rejects.toThrow(
      "made by another app, or by this one before its state was lost",
    );
    expect(await contents(database)).toEqual([...rows.values()]);
  });

  it("is taken over with its rows, and dropped with the app's own", async () => {
    const database = await foreign();
    await (await database.connection.openTable("notes")).alterColumns([{ path: "id", nullable: true }]);
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: layoutOf({ id: "int64", text: "text", note: "text?" }), rows, onExisting: "adopt" });
    expect((await contents(database)).map((row) => row["id"])).toEqual([1, 2, 9]);
    await target.run({ layout: layoutOf({ id: "int64", text: "text", note: "text?" }), rows });
    expect(target.log).toEqual([]);
    await target.run(undefined);
    expect(await database.connection.tableNames()).toEqual([]);
  });

  it("is not taken over when its columns do not fit", async () => {
    const database = await foreign();
    const target = new TrackedTarget(database, "notes");
    const run = target.run({ layout: layoutOf({ id: "text", text: "text" }), onExisting: "adopt" });
    await expect(run).rejects.toMatchObject({
      code: "LANCEDB_SCHEMA_MISMATCH",
      message: "The table docs_db/notes does not fit its record: id is Int64, not Utf8.",
    });
  });

  it("is replaced, once", async () => {
    const database = await foreign();
    const target = new TrackedTarget(database, "notes");
    const declared = { layout: base, rows, onExisting: "replace" } as const;
    await target.run(declared);
    expect(await contents(database)).toEqual([...rows.values()]);
    await target.run({ ...declared, rows: keyed([{ id: 1, text: "a" }]) }, { full: true });
    expect(await contents(database)).toEqual([{ id: 1, text: "a" }]);
  });

  it("that replaces the app's own is not dropped", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    await database.connection.dropTable("notes");
    await database.connection.createTable("notes", [{ id: 9n, text: "theirs" }] as never);
    await target.run(undefined);
    expect(await contents(database)).toEqual([{ id: 9, text: "theirs" }]);
  });
});

describe('a table that is managedBy: "user"', () => {
  it("must exist and fit; rows are written, the table stays", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const declared = { layout: base, rows, managedBy: "user" } as const;
    await expect(target.run(declared)).rejects.toThrow("does not fit its record: it does not exist");
    const { Schema, Field, Int64, Utf8, Float64 } = await loadArrow();
    const made = new Schema([new Field("id", new Int64(), false), new Field("text", new Utf8(), false)]);
    const table = await database.connection.createEmptyTable("notes", made);
    await table.addColumns(new Schema([new Field("theirs", new Float64(), true)]));
    await target.run(declared);
    expect(await contents(database)).toEqual([...rows.values()].map((row) => ({ ...row, theirs: null })));
    await target.run(undefined);
    expect(await database.connection.tableNames()).toEqual(["notes"]);
  });

  it("becomes the app's only by being taken over", async () => {
    const database = await testDatabase();
    await database.connection.createTable("notes", [{ id: 9n, text: "theirs" }] as never);
    const target = new TrackedTarget(database, "notes");
    const layout = layoutOf({ id: "int64?", text: "text?" });
    await target.run({ layout, rows, managedBy: "user" });
    await expect(target.run({ layout, rows })).rejects.toMatchObject({ code: "LANCEDB_TABLE_EXISTS" });
    await target.run({ layout, rows, onExisting: "adopt" });
    await target.run(undefined);
    expect(await database.connection.tableNames()).toEqual([]);
  });
});

describe("failures", () => {
  it("of a closed connection and of a key that is not provided say so", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    database.connection.close();
    await expect(target.run({ layout: base })).rejects.toMatchObject({ code: "LANCEDB_CLOSED" });
    expect(() => sinkContext({}).context("other")).toThrow("other is not provided");
  });

  it("of one table leave the others alone", async () => {
    const database = await testDatabase();
    await database.connection.createTable("theirs", [{ id: 9n }] as never);
    const value = { layout: base, managedBy: "system", onExisting: "error" } as const;
    const actions = ["theirs", "mine"].map((name) => {
      const answer = new TableHandler().reconcile(["docs_db", name], value, { possible: [], mayBeMissing: false });
      return answer?.action as { readonly sink: Sink<TableAction>; readonly payload: TableAction };
    });
    expect(new Set(actions.map(({ sink }) => sink)).size).toBe(1);
    const errors = await actions[0]?.sink.apply(
      actions.map(({ payload }) => payload),
      database.context,
    );
    expect(errors).toMatchObject([{ code: "LANCEDB_TABLE_EXISTS" }, undefined]);
    expect(await database.connection.tableNames()).toEqual(["mine", "theirs"]);
  });
});
