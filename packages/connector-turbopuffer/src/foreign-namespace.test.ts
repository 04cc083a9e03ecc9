import { record, t } from "@coco/core";
import { serveTurbopuffer } from "@coco/stand-ins";
import { describe, it, onTestFinished } from "vitest";
import {
  expectForeignLeftAlone,
  expectOtherAppsLeftAlone,
  type ForeignPlace,
} from "../../core/src/testing/foreign-container.ts";
import type { Connection, TurbopufferLike } from "./connection.ts";
import { mountNamespace } from "./mount-namespace.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { connectTo } from "./testing/test-service.ts";

const Item = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

async function account(): Promise<Connection> {
  const serving = await serveTurbopuffer();
  onTestFinished(() => serving.close());
  return connectTo(serving.url);
}

/** An app of one account, and another account. */
async function twoAccounts(): Promise<ForeignPlace<TurbopufferLike> & { readonly other: Connection }> {
  const other = await account();
  return {
    app: new TestApp(await account()),
    elsewhere: other,
    other,
    code: "TURBOPUFFER_NAMESPACE_EXISTS",
    items: (ids, indexed) => async () => {
      const namespace = await mountNamespace(DB, "items", Item);
      if (indexed) namespace.declareFtsIndex({ column: "text" });
      await eachOf(
        ids.map((id) => [String(id), id] as const),
        (id) => namespace.declareRow({ id, text: "ours" }),
      );
    },
    async rows(place) {
      const found = await place
        .namespace("items")
        .query({ rank_by: ["id", "asc"], limit: 100, include_attributes: true });
      return (found.rows ?? []).map((row) => `${row.id} ${String(row["text"])}`);
    },
    async isIndexed(place) {
      const search = (await place.namespace("items").schema({}))["text"]?.full_text_search;
      return search !== undefined && search !== false;
    },
  };
}

describe("a key that is pointed at another account", () => {
  it("changes nothing in a namespace of this name that the app did not make, says so, and goes on when pointed back", async () => {
    const foreign = await twoAccounts();
    await foreign.other.namespace("items").write({
      upsert_rows: [1, 2, 9].map((id) => ({ id, text: "theirs" })),
    });
    await expectForeignLeftAlone(foreign);
  });

  it("does the same with a namespace of another app's", async () => {
    const foreign = await twoAccounts();
    await expectOtherAppsLeftAlone(foreign, new TestApp(foreign.elsewhere, "Other"));
  });
});
