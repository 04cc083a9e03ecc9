import { startService } from "@coco-internal/services";
import * as falkordb from "@coco/connector-falkordb";
import * as coco from "@coco/core";

const server = await startService("falkordb");
process.env["FALKORDB_URL"] = server.url;

// #region table
const GRAPH = coco.contextKey<falkordb.Connection>("team_graph");

coco.lifespan(async (env) => {
  const graph = await falkordb.connect(process.env["FALKORDB_URL"] ?? "falkor://localhost:6379", { graph: "team" });
  env.provide(GRAPH, graph);
  env.defer(() => graph.close());
});

const Person = coco.record({ name: coco.t.string(), mail: coco.t.string().nullable() }, { primaryKey: ["name"] });
const Meeting = coco.record(
  { id: coco.t.int(), held: coco.t.date(), notes: coco.t.string(), mood: coco.t.vector(2) },
  { primaryKey: ["id"] },
);

type Attendance = Readonly<Record<string, "guest" | "host">>;

const app = coco.app(
  "Team",
  async function main({ attendance }: { readonly attendance: Attendance }) {
    const people = await falkordb.mountNodes(GRAPH, "Person", Person);
    const meetings = await falkordb.mountNodes(GRAPH, "Meeting", Meeting);
    const attended = await falkordb.mountRelations(GRAPH, "ATTENDED", {
      from: people,
      to: meetings,
      properties: { role: coco.t.string() },
    });
    meetings.declareFtsIndex({ column: "notes" });
    meetings.declareVectorIndex({ column: "mood" });
    const kickoff = meetings.declareNode({
      id: 1,
      held: "2026-11-22",
      notes: "We planned the shipping of boats.",
      mood: [0.9, 0.1],
    });
    for (const [name, role] of Object.entries(attendance)) {
      attended.declareRelation(people.node({ name }), kickoff, { role });
      people.declareNode({ name });
    }
  },
  { attendance: {} },
);
// #endregion

// #region run
async function update(what: string, attendance: Attendance): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { attendance } });
  console.log(what, stats.targets["falkordb nodes and relations of team_graph"]);
}
await update("first run:", { Ann: "host", Bob: "guest" });
await update("nothing changed:", { Ann: "host", Bob: "guest" });
await update("Cid for Bob:", { Ann: "host", Cid: "guest" });
// #endregion

// #region search
const runtime = await coco.start();
const { graph } = runtime.get(GRAPH);
const guests = await graph.query(
  `CALL db.idx.fulltext.queryNodes("Meeting", "ship") YIELD node
     MATCH (p:Person)-[:ATTENDED {role: "guest"}]->(node) RETURN p.name AS name`,
);
console.log("guests of meetings about shipping:", guests.data);
const merriest = await graph.query(
  'CALL db.idx.vector.queryNodes("Meeting", "mood", 1, vecf32([1, 0])) YIELD node RETURN node.id AS id, node.held AS held',
);
console.log("merriest:", merriest.data);
await runtime.stop();
// #endregion
await server.stop();
