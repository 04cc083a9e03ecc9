import { record, t } from "@coco/core";
import { serveQdrant } from "@coco/stand-ins";
import { describe, it, onTestFinished } from "vitest";
import {
  expectForeignLeftAlone,
  expectOtherAppsLeftAlone,
  type ForeignPlace,
} from "../../core/src/testing/foreign-container.ts";
import { connect, type Connection, type QdrantLike } from "./connection.ts";
import { mountCollection } from "./mount-collection.ts";
import { eachOf, TestApp } from "./testing/test-app.ts";
import { DB } from "./testing/test-app.ts";
import { toRows } from "./to-rows.ts";

const Item = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

async function server(): Promise<Connection> {
  const serving = await serveQdrant();
  onTestFinished(() => serving.close());
  return connect(serving.url, { timeout: 10_000 });
}

/** An app of one server, and another server. */
async function twoServers(): Promise<ForeignPlace<QdrantLike> & { readonly other: Connection }> {
  const other = await server();
  return {
    app: new TestApp(await server()),
    elsewhere: other,
    other,
    code: "QDRANT_COLLECTION_EXISTS",
    items: (ids, indexed) => async () => {
      const collection = await mountCollection(DB, "items", Item);
      if (indexed) collection.declarePayloadIndex({ column: "text" });
      await eachOf(
        ids.map((id) => [String(id), id] as const),
        (id) => collection.declareRow({ id, text: "ours" }),
      );
    },
    async rows(place) {
      const rows = await toRows((await place.scroll("items", { limit: 100, with_payload: true })).points, Item);
      return rows.map(({ id, text }) => `${id} ${text}`).sort();
    },
    async isIndexed(place) {
      return Object.keys((await place.getCollection("items")).payload_schema).length > 0;
    },
  };
}

describe("a key that is pointed at another server", () => {
  it("changes nothing in a collection of this name that the app did not make, says so, and goes on when pointed back", async () => {
    const foreign = await twoServers();
    await foreign.other.createCollection("items", { vectors: {} });
    await foreign.other.upsert("items", {
      wait: true,
      points: [1, 2, 9].map((id) => ({ id, vector: {}, payload: { id, text: "theirs" } })),
    });
    await expectForeignLeftAlone(foreign);
  });

  it("does the same with a collection of another app's", async () => {
    const foreign = await twoServers();
    await expectOtherAppsLeftAlone(foreign, new TestApp(foreign.elsewhere, "Other"));
  });
});
