import { contextKey, record, t } from "@coco/connectorkit";
import { describe, it } from "vitest";
import type { Connection } from "./connection.ts";
import { mountCollection } from "./mount-collection.ts";

const DB = contextKey<Connection>("docs_db");
const Doc = record(
  { id: t.int(), text: t.string(), place: t.vector(2).nullable(), parts: t.multiVector(2), words: t.sparseVector() },
  { primaryKey: ["id"] },
);

describe("the types of a collection", () => {
  it("take options of vectors for columns of vectors alone", async () => {
    await mountCollection(DB, "docs", Doc, {
      vectors: { place: { distance: "dot" }, parts: { onDisk: true }, words: { modifier: "idf" } },
    });
    // @ts-expect-error -- no vectors
    await mountCollection(DB, "docs", Doc, { vectors: { text: { distance: "dot" } } });
  });
});
