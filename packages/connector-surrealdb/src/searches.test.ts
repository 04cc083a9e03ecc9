import { record, t } from "@coco/core";
import { describe, expect, it } from "vitest";
import { mountNodes } from "./mount.ts";
import { DB, testApp } from "./testing/test-app.ts";

const Note = record({ id: t.int(), title: t.string(), text: t.string(), vector: t.vector(2) }, { primaryKey: ["id"] });
const rows = [
  { id: 1, title: "Horses", text: "She was running home.", vector: [1, 0] },
  { id: 2, title: "Boats", text: "A horse stood still.", vector: [0, 1] },
  { id: 3, title: "Trains", text: "Nothing of the kind.", vector: [0.9, 0.1] },
];

describe("indexes of SurrealDB", () => {
  it("find the nearest vectors, and words by their stems in one column or another", async () => {
    const { ask, succeed } = await testApp();
    await succeed(async () => {
      const notes = await mountNodes(DB, "note", Note);
      notes.declareVectorIndex({ column: "vector", m: 8, efConstruction: 100, storeOptions: { TYPE: "F64" } });
      notes.declareFtsIndex({ column: ["title", "text"] });
      for (const row of rows) notes.declareNode(row);
    });
    expect(await ask("SELECT VALUE record::id(id) FROM note WHERE vector <|2,20|> [1, 0.05]")).toEqual([1, 3]);
    const words = "RETURN array::sort(SELECT VALUE record::id(id) FROM note WHERE title @0@ $words OR text @1@ $words)";
    expect(await ask(words, { words: "horse" })).toEqual([1, 2]);
    expect(await ask(words, { words: "run" })).toEqual([1]);
  });

  it("are refused with what there is when an option is none of SurrealDB's", async () => {
    const { run } = await testApp();
    const refused = async (
      declare: (notes: Awaited<ReturnType<typeof mountNodes<never, typeof Note>>>) => void,
    ): Promise<unknown> => {
      const { failures } = await run(async () => declare((await mountNodes(DB, "note", Note)) as never));
      return failures[0]?.error;
    };
    expect(
      await refused((notes) => notes.declareVectorIndex({ column: "vector", storeOptions: { TYPE: "F16" } })),
    ).toMatchObject({
      code: "SURREALDB_INDEX",
      hint: expect.stringContaining("KEEP_PRUNED_CONNECTIONS") as string,
    });
    expect(await refused((notes) => notes.declareFtsIndex({ column: "text", language: "klingon" }))).toMatchObject({
      code: "SURREALDB_INDEX",
      hint: expect.stringContaining("english") as string,
    });
  });
});
