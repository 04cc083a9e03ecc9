import { record, t } from "@coco/connectorkit";
import { rerankers } from "@lancedb/lancedb";
import { describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "./database.fixture.ts";
import { ftsIndexSpec } from "./fts-index.ts";
import { keyed, layoutOf } from "./notes.fixture.ts";
import { toRows } from "./to-rows.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

const Note = record(
  { id: t.bigint(), text: t.string(), "it's 日本": t.string().nullable(), vector: t.vector(2) },
  { primaryKey: ["id"] },
);

async function notes(): Promise<TestDatabase> {
  const database = await testDatabase();
  const layout = layoutOf({ id: "int64", text: "text", "it's 日本": "text?", vector: "vector(2)" });
  const rows = keyed([
    { id: 1n, text: "alpha beta", "it's 日本": "one", vector: new Float32Array([1, 0]) },
    { id: 2n, text: "gamma delta", "it's 日本": null, vector: new Float32Array([0, 1]) },
    { id: 3n, text: "beta gamma", "it's 日本": "three", vector: new Float32Array([1, 1]) },
  ]);
  const ftsIndexes = {
    text: ftsIndexSpec({ column: "text" }, "notes"),
    other: ftsIndexSpec({ column: "it's 日本" }, "notes"),
  };
  await new TrackedTarget(database, "notes").run({ layout, rows, ftsIndexes });
  return database;
}

describe("toRows", () => {
  it("gives the rows of a hybrid search, best first, with their scores", async () => {
    const table = await (await notes()).connection.openTable("notes");
    const query = table
      .query()
      .fullTextSearch("alpha", { columns: ["text"] })
      .nearestTo([1, 0.1])
      .distanceType("cosine")
      .rerank(await rerankers.RRFReranker.create())
      .limit(2);
    const rows = await toRows(query, Note);
    expect(rows[0]).toMatchObject({ id: 1n, text: "alpha beta", vector: new Float32Array([1, 0]) });
    expect(rows).toHaveLength(2);
    const [best = 0, next = Number.POSITIVE_INFINITY] = rows.map((row) => row["_relevance_score"]);
    expect(best).toBeGreaterThan(next);
  });

  it("gives plain objects that can be cloned, compared and printed as JSON", async () => {
    const table = await (await notes()).connection.openTable("notes");
    const rows = await toRows(table.query().where("id = 2").select(["id", "text"]));
    expect(rows).toEqual([{ id: 2, text: "gamma delta" }]);
    expect(structuredClone(rows)).toEqual(rows);
    expect(JSON.stringify(rows)).toBe('[{"id":2,"text":"gamma delta"}]');
  });

  it("gives the rows of a full-text search in a column with a name of any script", async () => {
    const table = await (await notes()).connection.openTable("notes");
    const rows = await toRows(
      table
        .query()
        .fullTextSearch("three", { columns: ["it's 日本"] })
        .limit(5),
      Note,
    );
    expect(rows.map(({ id }) => id)).toEqual([3n]);
  });

  it("gives no rows for a query that finds none", async () => {
    const table = await (await notes()).connection.openTable("notes");
    expect(await toRows(table.query().where("id = 9"), Note)).toEqual([]);
  });
});
