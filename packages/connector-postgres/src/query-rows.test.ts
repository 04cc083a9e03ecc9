import { contextKey, type Embedder, record, t } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { queryRows, vectorText } from "./query-rows.ts";
import { testDatabase } from "./testing/test-database.ts";

const Hit = record({ name: t.string(), at: t.timestamp(), score: t.float() }, { primaryKey: ["name"] });

describe("queryRows", () => {
  it("gives rows in the query's order, with the values that the record says", async () => {
    const { pool } = await testDatabase();
    const query =
      "SELECT name, '2024-01-01 00:00:00+00'::timestamptz AS at, n / 2.0 AS score FROM (VALUES ('b', $1::int), ('a', 1)) AS v(name, n) ORDER BY score DESC;";
    expect(await queryRows(pool, Hit, query, [3])).toEqual([
      { name: "b", at: new Date("2024-01-01T00:00:00Z"), score: 1.5 },
      { name: "a", at: new Date("2024-01-01T00:00:00Z"), score: 0.5 },
    ]);
  });

  it("orders by the distance of vectors", async () => {
    const { pool, rows } = await testDatabase();
    await rows("CREATE EXTENSION IF NOT EXISTS vector");
    await rows("CREATE TABLE points (name text, v vector(2))");
    await rows("INSERT INTO points VALUES ('far', '[9,9]'), ('near', '[1,1]')");
    const Point = record({ name: t.string(), v: t.vector(2) }, { primaryKey: ["name"] });
    const near = await queryRows(pool, Point, "SELECT * FROM points ORDER BY v <-> $1::vector", [
      vectorText(Float32Array.of(0, 1)),
    ]);
    expect(near).toEqual([
      { name: "near", v: Float32Array.of(1, 1) },
      { name: "far", v: Float32Array.of(9, 9) },
    ]);
  });

  it("says what a record needs that has its shape from a context key", async () => {
    const { pool } = await testDatabase();
    const Open = record({ v: t.vector(contextKey<Embedder>("embedder")), id: t.int() }, { primaryKey: ["id"] });
    await expect(queryRows(pool, Open, "SELECT 1")).rejects.toMatchObject({ code: "POSTGRES_OPTIONS" });
  });
});
