import type { Sink } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { loadArrow } from "./arrow-library.ts";
import { sinkContext, type TestDatabase, testDatabase } from "./database.fixture.ts";
import { base, contents, keyed, layoutOf, rows } from "./notes.fixture.ts";
import type { TableAction } from "./table-action.ts";
import { TableHandler } from "./table-handler.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

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
