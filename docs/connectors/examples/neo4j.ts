import * as neo4j from "@coco/connector-neo4j";
import * as coco from "@coco/core";
import { startService } from "@coco-internal/services";

const server = await startService("neo4j");
process.env["NEO4J_URL"] = server.url;

// #region table
const GRAPH = coco.contextKey<neo4j.Connection>("team_graph");

coco.lifespan(async (env) => {
  const connection = await neo4j.connect(process.env["NEO4J_URL"] ?? "neo4j://localhost:7687");
  env.provide(GRAPH, connection);
  env.defer(() => connection.close());
});

const Person = coco.record(
  { name: coco.t.string(), about: coco.t.string().nullable(), taste: coco.t.vector(3).nullable() },
  { primaryKey: ["name"] },
);
const Task = coco.record({ id: coco.t.int(), title: coco.t.string() }, { primaryKey: ["id"] });

const app = coco.app(
  "Team",
  async function main({ owner }: { owner: string }) {
    const people = await neo4j.mountNodes(GRAPH, "Person", Person);
    people.declareVectorIndex({ column: "taste" });
    people.declareFtsIndex({ column: ["name", "about"] });
    const tasks = await neo4j.mountNodes(GRAPH, "Task", Task);
    const owns = await neo4j.mountRelations(GRAPH, "OWNS", {
      from: people,
      to: tasks,
      properties: { since: coco.t.date() },
    });

    people.declareNode({ name: "Ann", about: "Grows tea in the garden", taste: [0, 0, 0.8] });
    people.declareNode({ name: "Bob", about: "Sells lemonade", taste: [0.9, 0.6, 0] });
    const task = tasks.declareNode({ id: 1, title: "Order cups" });
    owns.declareRelation(people.node({ name: owner }), task, { since: "2026-11-22" });
  },
  { owner: "Ann" },
);
// #endregion

// #region run
async function update(what: string, owner: string): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { owner } });
  console.log(what, stats.targets["neo4j nodes and relations of team_graph"]);
}
await update("first run:", "Ann");
await update("nothing changed:", "Ann");
await update("another owner:", "Bob");
// #endregion

// #region search
const runtime = await coco.start();
const { driver } = runtime.get(GRAPH);
const session = driver.session();
const owners = await session.run("MATCH (p:Person)-[o:OWNS]->(t:Task) RETURN p.name AS name, t.title AS title");
console.log(owners.records.map((record) => [record.get("name"), record.get("title")]));
const sour = await session.run(
  "CALL db.index.vector.queryNodes('Person__vector__taste', 1, $taste) YIELD node, score RETURN node.name AS name",
  { taste: [0.5, 1, 0] },
);
const growers = await session.run(
  "CALL db.index.fulltext.queryNodes('Person__fts__name_about', 'gardens') YIELD node RETURN node.name AS name",
);
console.log([...sour.records, ...growers.records].map((record) => record.get("name")));
await session.close();
await runtime.stop();
// #endregion
await server.stop();
