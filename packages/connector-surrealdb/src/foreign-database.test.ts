import { record, t } from "@coco/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { mountNodes, mountRelations } from "./mount.ts";
import { testApp, DB } from "./testing/test-app.ts";
import { makeDatabase } from "./testing/test-database.ts";

const Note = record({ id: t.string(), text: t.string() }, { primaryKey: ["id"] });

/** Notes of these names, each of which leads to the next one. */
const notes = (ids: readonly string[], indexed: boolean) => async (): Promise<void> => {
  const target = await mountNodes(DB, "note", Note);
  const leads = await mountRelations(DB, "leads", { from: target, to: target });
  for (const id of ids) leads.declareRelation(target.declareNode({ id, text: "ours" }), target.node({ id: `${id}+` }));
  if (indexed) target.declareFtsIndex({ column: "text" });
};

describe("a key that is pointed at another database", () => {
  it("writes and deletes nothing in tables there that the app did not make, and goes on when pointed back", async () => {
    const app = await testApp();
    const other = await makeDatabase();
    onTestFinished(() => other.close());
    await other.ask(
      `DEFINE TABLE note; DEFINE TABLE leads TYPE RELATION; CREATE note:a SET text = "theirs"; CREATE note:b SET text = "theirs";
        RELATE note:a->leads->note:b SET id = "theirs"`,
    );
    const all = async (): Promise<unknown> => [
      await other.ask("SELECT * FROM note"),
      await other.ask("SELECT * FROM leads"),
      await other.ask("INFO FOR TABLE note"),
    ];
    const theirs = await all();
    await app.succeed(notes(["a", "b"], false));
    app.point(other.connection);
    for (const [ids, indexed] of [[["a"]], [["a", "b", "c"]], [[]], [["a", "b"], true]] as const) {
      const { failures } = await app.run(notes(ids, indexed === true));
      expect(failures.length).toBeGreaterThan(0);
      for (const { error } of failures) {
        expect(error).toMatchObject({ code: "GRAPH_TABLE_EXISTS" });
        expect(String(error)).toMatch(/(?:nodes note|relations leads) of test_db were not made by this app.*Nothing/s);
      }
    }
    expect(await all()).toEqual(theirs);
    app.point(app.connection);
    await app.succeed(notes(["b"], true));
    expect(await app.ask("SELECT VALUE record::id(id) FROM note")).toEqual(["b"]);
  });
});
