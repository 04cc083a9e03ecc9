import * as surrealdb from "@coco/connector-surrealdb";
import * as coco from "@coco/core";

// #region table
const GRAPH = coco.contextKey<surrealdb.Connection>("team_graph");

coco.lifespan(async (env) => {
  const graph = await surrealdb.connect("surrealkv://./team_graph");
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
    const people = await surrealdb.mountNodes(GRAPH, "person", Person);
    const meetings = await surrealdb.mountNodes(GRAPH, "meeting", Meeting);
    const attended = await surrealdb.mountRelations(GRAPH, "attended", {
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
  console.log(what, stats.targets["surrealdb nodes and relations of team_graph"]);
}
await update("first run:", { Ann: "host", Bob: "guest" });
await update("nothing changed:", { Ann: "host", Bob: "guest" });
await update("Cid for Bob:", { Ann: "host", Cid: "guest" });
// #endregion

// #region search
const runtime = await coco.start();
const { session } = runtime.get(GRAPH);
const [guests] = await session
  .query("SELECT VALUE <-(attended WHERE role = 'guest')<-person.name FROM meeting WHERE notes @@ 'ship'")
  .collect();
console.log("guests of meetings about shipping:", guests);
const [nearest] = await session.query("SELECT id, held FROM meeting WHERE mood <|1,20|> [1, 0]").collect();
console.log("merriest:", String((nearest as { readonly id: unknown }[])[0]?.id));
await runtime.stop();
// #endregion
