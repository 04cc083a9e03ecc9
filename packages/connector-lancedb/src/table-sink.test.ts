import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import { base, columns, contents, keyed, layoutOf, rows } from "./notes.fixture.ts";
import type { TableLayout } from "./stored-type.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

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
    const steps: [TableLayout, ReadonlyMap<StableKey, RowValues>][] = [
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

  it("is made where a killed process left pieces of one", async () => {
    const database = await testDatabase();
    await mkdir(join(database.folder, "notes.lance", "data"), { recursive: true });
    await writeFile(join(database.folder, "notes.lance", "data", "0.lance"), "piece");
    await mkdir(join(database.folder, "notes.lance", "_versions"));
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: base, rows });
    expect(await contents(database)).toEqual([...rows.values()]);
    await target.run(undefined);
    expect(await database.connection.tableNames()).toEqual([]);
  });
});
