import { contextKey, record, t } from "@coco/core";
import { describe, it } from "vitest";
import {
  expectForeignLeftAlone,
  expectOtherAppsLeftAlone,
  type ForeignPlace,
} from "../../core/src/testing/foreign-container.ts";
import { eachOf, ProvidedApp } from "../../core/src/testing/provided-app.ts";
import type { Connection } from "./connection.ts";
import { testDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";
import { toRows } from "./to-rows.ts";

const DB = contextKey<Connection>("docs_db");
const Item = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** An app of one database, and another database. */
async function twoDatabases(): Promise<ForeignPlace<Connection>> {
  return {
    app: new ProvidedApp<Connection>(DB, (await testDatabase()).connection),
    elsewhere: (await testDatabase()).connection,
    code: "LANCEDB_TABLE_EXISTS",
    items: (ids, indexed) => async () => {
      const table = await mountTable(DB, "items", Item);
      if (indexed) table.declareFtsIndex({ column: "text" });
      await eachOf(
        ids.map((id) => [String(id), id] as const),
        (id) => table.declareRow({ id, text: "ours" }),
      );
    },
    async rows(place) {
      const rows = await toRows((await place.openTable("items")).query());
      return rows.map(({ id, text }) => `${String(id)} ${String(text)}`).sort();
    },
    isIndexed: async (place) => (await (await place.openTable("items")).listIndices()).length > 0,
  };
}

describe("a key that is pointed at another database", () => {
  it("changes nothing in a table of this name that the app did not make, says so, and goes on when pointed back", async () => {
    const foreign = await twoDatabases();
    const theirs = [1n, 2n, 9n].map((id) => ({ id, text: "theirs" }));
    await foreign.elsewhere.createTable("items", theirs as never);
    await expectForeignLeftAlone(foreign);
  });

  it("does the same with a table of another app's", async () => {
    const foreign = await twoDatabases();
    await expectOtherAppsLeftAlone(foreign, new ProvidedApp<Connection>(DB, foreign.elsewhere, "Other"));
  });
});
