import { record, t } from "@coco/core";
import { describe, expect, it } from "vitest";
import { DB, failureOf, testDatabase } from "./database.fixture.ts";
import { findNearest } from "./find-rows.ts";
import { mountTable } from "./mount-table.ts";
import type { TableOptions } from "./table-options.ts";

const Place = record(
  { id: t.string(), land: t.string(), at: t.vector(2), note: t.string().nullable() },
  { primaryKey: ["id"] },
);
const north = { id: "n", land: "a", at: [0, 1] };
const east = { id: "e", land: "a", at: [1, 0] };
const northEast = { id: "ne", land: "b", at: [1, 1], note: "between" };

type Ways = "a vector index" | "a vector table" | "neither";
const virtual: TableOptions<"id" | "land" | "at" | "note"> = {
  virtual: { module: "vec0", partitionKeys: ["land"], auxiliary: ["note"] },
};

describe("the nearest rows", () => {
  const ways: readonly Ways[] = ["a vector index", "a vector table", "neither"];
  it.each(ways)("are found with %s, as rows come, change and go", async (way) => {
    const database = await testDatabase();
    const declare = (rows: readonly (typeof northEast | typeof north)[]) => async (): Promise<void> => {
      const table = await mountTable(DB, "places", Place, way === "a vector table" ? virtual : {});
      if (way === "a vector index") table.declareVectorIndex({ column: "at", partitionKeys: ["land"] });
      for (const row of rows) table.declareRow(row);
    };
    const nearest = (vector: number[], partition: string[] = []): string[] =>
      findNearest(database.connection, "places", Place, { column: "at", vector, partition }).map(({ row }) => row.id);
    await database.succeed(declare([north, east, northEast]));
    expect(nearest([0.1, 1])).toEqual(["n", "ne", "e"]);
    if (way !== "neither") expect(nearest([0.1, 1], ["a"])).toEqual(["n", "e"]);
    const [found] = findNearest(database.connection, "places", Place, { column: "at", vector: [2, 2], limit: 1 });
    expect(found?.row).toEqual({ id: "ne", land: "b", at: new Float32Array([1, 1]), note: "between" });
    expect(found?.distance).toBeCloseTo(0, 6);
    await database.succeed(declare([{ ...north, at: [1, -1] }, northEast]));
    expect(nearest([1, -1])).toEqual(["n", "ne"]);
    await database.succeed(declare([]));
    expect(nearest([1, -1])).toEqual([]);
    await database.succeed(() => undefined);
    expect(database.pluck("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")).toEqual([]);
  });

  it("leave rows without a vector out, and an index declared later holds all others", async () => {
    const database = await testDatabase();
    const Loose = record({ id: t.int(), at: t.vector(2).nullable() }, { primaryKey: ["id"] });
    const declare = (indexed: boolean) => async (): Promise<void> => {
      const table = await mountTable(DB, "loose", Loose);
      table.declareRow({ id: 1, at: [1, 0] });
      table.declareRow({ id: 2 });
      table.declareRow({ id: 3, at: null });
      if (indexed) table.declareVectorIndex({ column: "at", metric: "l2" });
    };
    for (const indexed of [false, true]) {
      await database.succeed(declare(indexed));
      const query = { column: "at", vector: [1, 0], metric: "l2" } as const;
      expect(findNearest(database.connection, "loose", Loose, query).map(({ row }) => row.id)).toEqual([1]);
    }
  });

  it("are asked for with an error that says what is missing", async () => {
    const { connection } = await testDatabase();
    const query = { column: "at", vector: [1, 0] };
    expect(() => findNearest(connection, "nowhere", Place, query)).toThrow(
      expect.objectContaining({ code: "SQLITE_TABLE_MISSING" }),
    );
  });
});

describe("a vector table that sqlite-vec could not hold", () => {
  it.each<[string, Parameters<typeof mountTable>[2], TableOptions, RegExp]>([
    [
      "has a key of two columns",
      record({ a: t.int(), b: t.int(), v: t.vector(2) }, { primaryKey: ["a", "b"] }),
      {},
      /2 columns/,
    ],
    ["has a key of another type", record({ id: t.bytes(), v: t.vector(2) }, { primaryKey: ["id"] }), {}, /is bytes/],
    ["has no vectors", record({ id: t.int() }, { primaryKey: ["id"] }), {}, /no column holds vectors/],
    [
      "has vectors that may be null",
      record({ id: t.int(), v: t.vector(2).nullable() }, { primaryKey: ["id"] }),
      {},
      /takes nulls/,
    ],
    [
      "has other columns that may be null",
      record({ id: t.int(), v: t.vector(2), n: t.int().nullable() }, { primaryKey: ["id"] }),
      {},
      /auxiliary/,
    ],
    [
      "has names with other signs",
      record({ id: t.int(), "a v": t.vector(2) }, { primaryKey: ["id"] }),
      {},
      /letters, digits/,
    ],
    [
      "is to be unique",
      record({ id: t.int(), v: t.vector(2), n: t.int() }, { primaryKey: ["id"] }),
      { unique: [["n"]] },
      /unique/,
    ],
  ])("is refused when it %s", async (_what, schema, options, message) => {
    const database = await testDatabase();
    const report = await database.run(() =>
      mountTable(DB, "vectors", schema, { ...options, virtual: { module: "vec0" } }),
    );
    expect(failureOf(report)).toMatchObject({ code: "SQLITE_VECTOR_TABLE", message: expect.stringMatching(message) });
  });

  it("is refused for partition keys and auxiliary columns that do not fit", async () => {
    const database = await testDatabase();
    for (const wrong of [
      { partitionKeys: ["note"] },
      { auxiliary: ["at"] },
      { partitionKeys: ["id"] },
      { auxiliary: ["nothing"] },
    ]) {
      const options = { virtual: { module: "vec0", ...wrong } } as unknown as TableOptions<never>;
      expect(failureOf(await database.run(() => mountTable(DB, "vectors", Place, options))).code).toBe(
        "SQLITE_VECTOR_TABLE",
      );
    }
  });
});

describe("a table of vectors without sqlite-vec", () => {
  it("holds them, and a vector index says what to install", async () => {
    const { connect } = await import("./connection.ts");
    const bare = await connect(":memory:", { vectors: false });
    const database = await testDatabase(() => bare);
    const declare = (indexed: boolean) => async (): Promise<void> => {
      const table = await mountTable(DB, "places", Place);
      table.declareRow(north);
      if (indexed) table.declareVectorIndex({ column: "at" });
    };
    await database.succeed(declare(false));
    expect(failureOf(await database.run(declare(true)))).toMatchObject({
      code: "SQLITE_NO_VECTORS",
      hint: expect.stringContaining("npm install") as string,
    });
    bare.close();
  });
});
