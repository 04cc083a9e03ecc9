import { record, t } from "@coco/connectorkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { ask } from "./client.ts";
import { mountNodes, mountRelations } from "./graph.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { hasServer, testConnection, testServer } from "./testing/test-server.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** Notes of these numbers, each of which leads to the next. */
const notes = (ids: readonly number[], indexed: boolean) => async (): Promise<void> => {
  const target = await mountNodes(DB, "Note", Note);
  const leads = await mountRelations(DB, "LEADS", { from: target, to: target });
  for (const id of ids) leads.declareRelation(target.declareNode({ id, text: "ours" }), target.node({ id: id + 1 }));
  if (indexed) target.declareFtsIndex({ column: "text" });
};

if (hasServer) await testServer();

// skipped: there is no FalkorDB server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("a key that is pointed at another graph", () => {
  it("writes and deletes nothing of what stands there under the same names, and goes on when pointed back", async () => {
    const [own, other] = [await testConnection(), await testConnection()];
    onTestFinished(async () => {
      await own.close();
      await other.close();
    });
    await other.query(
      "CREATE (:Note {id: 1, text: 'a'})-[:LEADS]->(:Note {id: 2, text: 'b'})-[:LEADS]->(:Note {id: 3})",
    );
    const all = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n), properties(n), type(r), m.id ORDER BY n.id";
    const theirs = await ask(other, all);
    const app = new TestApp(own);
    await app.succeed(notes([1, 2, 3], false));
    app.provided = other;
    for (const [ids, indexed] of [[[1]], [[1, 2, 3, 4]], [[]], [[1, 2, 3], true]] as const) {
      const failures = await app.failures(notes(ids, indexed === true));
      expect(failures.length).toBeGreaterThan(0);
      for (const error of failures) {
        expect(error).toMatchObject({ code: "GRAPH_TABLE_EXISTS" });
        expect(String(error)).toMatch(/(?:nodes Note|relations LEADS) of graph were not made by this app.*Nothing/s);
      }
    }
    expect(await ask(other, all)).toEqual(theirs);
    expect(await ask(other, "CALL db.indexes() YIELD label RETURN label")).toEqual([]);
    app.provided = own;
    await app.succeed(notes([1, 2], true));
    expect(await ask(own, "MATCH (n:Note) WHERE n.text IS NOT NULL RETURN n.id AS id ORDER BY n.id")).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });
});
