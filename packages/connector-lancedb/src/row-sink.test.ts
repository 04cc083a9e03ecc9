import { Uuid, type StableKey } from "@coco/connectorkit";
import { fc, test } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASE, temporaryDatabase, testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import type { StoredType, TableLayout } from "./stored-type.ts";
import { TableHandler } from "./table-handler.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

function layoutOf(columns: Record<string, StoredType>, primaryKey: readonly string[] = ["id"]): TableLayout {
  return {
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: !primaryKey.includes(name) })),
    primaryKey,
  };
}

function keyed(rows: readonly RowValues[]): Map<StableKey, RowValues> {
  return new Map(rows.map((row) => [row["id"] as StableKey, row]));
}

const notes = layoutOf({ id: "int64", text: "text" });

async function read(target: TrackedTarget, database: Awaited<ReturnType<typeof testDatabase>>): Promise<RowValues[]> {
  const table = await database.connection.openTable(target.table);
  const rows = await table.query().toArray();
  return rows.map((row) => ({ ...row.toJSON() }) as RowValues);
}

describe("rows", () => {
  it("are inserted, updated and deleted as declared", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({
      layout: notes,
      rows: keyed([
        { id: 1, text: "a" },
        { id: 2, text: "b" },
        { id: 3, text: null },
      ]),
    });
    await target.run({
      layout: notes,
      rows: keyed([
        { id: 1, text: "a" },
        { id: 3, text: "c" },
        { id: 4, text: "" },
      ]),
    });
    expect(target.log).toEqual(["rows 3"]);
    const rows = await read(target, database);
    expect(rows.sort((a, b) => Number(a["id"]) - Number(b["id"]))).toEqual([
      { id: 1n, text: "a" },
      { id: 3n, text: "c" },
      { id: 4n, text: "" },
    ]);
  });

  it("that did not change are not written, and no version is made", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const declared = { layout: notes, rows: keyed([{ id: 1, text: "a" }]) };
    await target.run(declared);
    const version = await (await database.connection.openTable("notes")).version();
    await target.run(declared);
    expect(target.log).toEqual([]);
    expect(await (await database.connection.openTable("notes")).version()).toBe(version);
  });

  it("are the same after a crash at any point and a run", async () => {
    for (const crash of ["before-sinks", "after-sinks"] as const) {
      const database = await testDatabase();
      const target = new TrackedTarget(database, "notes");
      await target.run({ layout: notes, rows: keyed([{ id: 1, text: "a" }]) });
      await target.run(
        {
          layout: notes,
          rows: keyed([
            { id: 1, text: "b" },
            { id: 2, text: "new" },
          ]),
        },
        { crash },
      );
      await target.run({
        layout: notes,
        rows: keyed([
          { id: 1, text: "c" },
          { id: 3, text: "new" },
        ]),
      });
      const rows = await read(target, database);
      expect(rows.sort((a, b) => Number(a["id"]) - Number(b["id"]))).toEqual([
        { id: 1n, text: "c" },
        { id: 3n, text: "new" },
      ]);
      const { version } = { version: await (await database.connection.openTable("notes")).version() };
      await target.run({
        layout: notes,
        rows: keyed([
          { id: 1, text: "c" },
          { id: 3, text: "new" },
        ]),
      });
      expect(await (await database.connection.openTable("notes")).version()).toBe(version);
    }
  });

  it("that may be missing and are missing are deleted without a commit", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: notes });
    await target.run({ layout: notes, rows: keyed([{ id: 1, text: "a" }]) }, { crash: "before-sinks" });
    const version = await (await database.connection.openTable("notes")).version();
    await target.run({ layout: notes });
    expect(target.log).toEqual(["rows 1"]);
    expect(await (await database.connection.openTable("notes")).version()).toBe(version);
  });

  it("keep every value at the limits of its type", async () => {
    const database = await testDatabase();
    const layout = layoutOf({
      id: "int64",
      flag: "bool",
      blob: "bytes",
      number: "float64",
      whole: "int64",
      text: "text",
      at: "timestamp",
      vector: "vector(3)",
    });
    const all = (id: number, value: Partial<RowValues>): RowValues => ({
      id,
      flag: null,
      blob: null,
      number: null,
      whole: null,
      text: null,
      at: null,
      vector: null,
      ...value,
    });
    const long = "Lorem ipsum 漢字 😀 ".repeat(20_000);
    const rows = [
      all(1, {}),
      all(2, { flag: false, blob: new Uint8Array(0), number: -0, whole: -(2n ** 63n), text: "", at: new Date(0) }),
      all(3, {
        flag: true,
        blob: new Uint8Array([0, 255]),
        number: Number.MAX_VALUE,
        whole: 2n ** 63n - 1n,
        text: long,
      }),
      all(4, { number: Number.MIN_VALUE, whole: Number.MAX_SAFE_INTEGER, at: new Date(-1), text: "nul\0, it's" }),
      all(5, { at: new Date(8.64e15), number: Number.NEGATIVE_INFINITY, vector: new Float32Array([1, -2, 3.5]) }),
      all(6, { at: new Date(-8.64e15), number: Number.NaN, blob: new Uint8Array(70_000).fill(7) }),
    ];
    const target = new TrackedTarget(database, "limits");
    await target.run({ layout, rows: keyed(rows) });
    const { toRows } = await import("./to-rows.ts");
    const back = await toRows((await database.connection.openTable("limits")).query());
    expect(back.sort((a, b) => Number(a["id"]) - Number(b["id"]))).toEqual(
      rows.map((row) => ({ ...row, whole: Number.isSafeInteger(Number(row["whole"])) ? row["whole"] : row["whole"] })),
    );
  });

  it("are refused when a vector has another length, before anything is written", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "vectors");
    const layout = layoutOf({ id: "int64", vector: "vector(3)" });
    const run = target.run({ layout, rows: keyed([{ id: 1, vector: new Float32Array(2) }]) });
    await expect(run).rejects.toThrow("The column vector has 2 numbers in a row, not 3.");
    expect(await (await database.connection.openTable("vectors")).countRows()).toBe(0);
  });

  it("are not doubled when batches and the end of another run meet", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout: notes });
    const handler = new TableHandler().child([DATABASE, "notes"], { tracked: { version: 1, ...notes } });
    const answers = Array.from({ length: 20 }, (_, id) =>
      handler.reconcile(id % 10, { id: id % 10, text: `${id}` }, { possible: [], mayBeMissing: false }),
    );
    const work = answers.map((answer) => answer?.action?.sink.apply([answer.action.payload], database.context));
    await Promise.all([...work, ...answers.map((answer) => answer?.action?.sink.settle?.(database.context))]);
    const table = await database.connection.openTable("notes");
    expect(await table.countRows()).toBe(10);
    expect(await table.countRows("text = '19'")).toBe(1);
    const twice = answers.filter((answer) => answer?.action !== undefined).map((answer) => answer?.action?.payload);
    await answers[0]?.action?.sink.apply(twice, database.context);
    expect(await table.countRows()).toBe(10);
  });

  it("come in one commit, also 2,000 of 384 numbers", async () => {
    const database = await testDatabase();
    const layout = layoutOf({ id: "int64", text: "text", embedding: "vector(384)" });
    const target = new TrackedTarget(database, "chunks");
    await target.run({ layout });
    const before = await (await database.connection.openTable("chunks")).version();
    const rows = Array.from({ length: 2_000 }, (_, id) => ({
      id,
      text: `chunk ${id}`,
      embedding: Float32Array.from({ length: 384 }, (_, index) => Math.sin(id + index)),
    }));
    await target.run({ layout, rows: keyed(rows) });
    const table = await database.connection.openTable("chunks");
    expect((await table.version()) - before).toBe(1);
    expect(await table.countRows()).toBe(2_000);
  });
});

const keyTypes: readonly [StoredType, fc.Arbitrary<StableKey>][] = [
  ["text", fc.string({ unit: "grapheme", maxLength: 12 })],
  ["text", fc.stringMatching(/^[ -~\n\0]*$/, { maxLength: 8 })],
  [
    "text",
    fc.constantFrom("'", "''", "\\'", "\0", "'; DROP TABLE x; --", "`", '"', "%", "_", "漢字", "👩‍👧", "é", "e\u0301"),
  ],
  ["int64", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["int64", fc.constantFrom(0, -1, 1, -(2n ** 63n), 2n ** 63n - 1n, Number.MAX_SAFE_INTEGER, -(2n ** 63n) + 1n)],
  ["bytes", fc.uint8Array({ maxLength: 20 })],
  ["bool", fc.boolean()],
  ["text", fc.uuid().map((text) => Uuid.parse(text))],
];

describe("keys", () => {
  let shared: Awaited<ReturnType<typeof temporaryDatabase>>;
  let tables = 0;
  beforeAll(async () => {
    shared = await temporaryDatabase();
  });
  afterAll(() => shared.remove());

  for (const [index, [type, arbitrary]] of keyTypes.entries()) {
    test.prop([fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 8, selector: String })], { numRuns: 10 })(
      `of type ${type} (${index}) find exactly their rows, whatever they hold`,
      async (keys) => {
        const name = `keys${tables++}`;
        const target = new TrackedTarget(shared, name);
        const layout = layoutOf({ id: type, text: "text" });
        const all = keyed(keys.map((id) => ({ id, text: "1" })));
        await target.run({ layout, rows: all });
        await target.run({ layout, rows: keyed(keys.map((id) => ({ id, text: "2" }))) });
        const table = await shared.connection.openTable(name);
        expect(await table.countRows()).toBe(all.size);
        const [first, ...rest] = keys;
        await target.run({ layout, rows: keyed(rest.map((id) => ({ id, text: "2" }))) });
        expect(await table.countRows()).toBe(all.size - 1);
        await target.run({ layout, rows: keyed([{ id: first, text: "2" }]) });
        expect(await table.countRows()).toBe(1);
        await target.run({ layout });
        expect(await table.countRows()).toBe(0);
      },
    );
  }

  it("of several columns find exactly their rows, also thousands", async () => {
    const database = await testDatabase();
    const layout = layoutOf({ file: "text", id: "int64", text: "text" }, ["file", "id"]);
    const target = new TrackedTarget(database, "chunks");
    const rows = new Map<StableKey, RowValues>();
    for (let file = 0; file < 1_500; file++) {
      for (let id = 0; id < 4; id++) rows.set([`it's ${file}.md`, id], { file: `it's ${file}.md`, id, text: "x" });
    }
    await target.run({ layout, rows });
    const kept = new Map([...rows].filter(([, row]) => row["id"] === 2));
    await target.run({ layout, rows: kept });
    const table = await database.connection.openTable("chunks");
    expect(await table.countRows()).toBe(1_500);
    expect(await table.countRows("id = 2")).toBe(1_500);
  });

  it("may be in columns whose names need quotes", async () => {
    for (const name of ["Upper Case", "select", "a-b", "日本", "it's"]) {
      const database = await testDatabase();
      const layout = layoutOf({ [name]: "int64", text: "text" }, [name]);
      const target = new TrackedTarget(database, "names");
      const rows = new Map<StableKey, RowValues>([1, 2].map((id) => [id, { [name]: id, text: "x" }]));
      await target.run({ layout, rows });
      await target.run({ layout, rows: new Map([...rows].slice(1)) });
      expect(await (await database.connection.openTable("names")).countRows()).toBe(1);
    }
  });
});
