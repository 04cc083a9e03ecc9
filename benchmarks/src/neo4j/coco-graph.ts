// A whole app: a component a node, which declares it and its three relations; those to nodes that are declared later too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as graph from "@coco/connector-neo4j";
import { app, contextKey, environment, fn, mountEach, record, t } from "@coco/core";
import { report, task } from "../measure/program.ts";
import { type GraphTask, type MeasuredNode, measuredNodes, timed } from "./graph-task.ts";

const GRAPH = contextKey<graph.Connection>("graph");
const Thing = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });
const link = { note: t.string() };
const { nodes: count, url } = task<GraphTask>();
const folder = mkdtempSync(path.join(tmpdir(), "coco-bench-"));
const connection = await graph.connect(url);
let more = "";
const measured = measuredNodes(count);

type Things = graph.NodeTarget<typeof Thing>;
interface Targets {
  readonly things: Things;
  readonly links: graph.RelationTarget<Things, Things, typeof link>;
}

const declare = fn({ memo: true, name: "declare" }, function declare(node: MeasuredNode, { links, things }: Targets) {
  const from = things.declareNode({ id: node.id, text: node.text });
  for (const id of node.to) links.declareRelation(from, things.node({ id }), { note: `${node.id} ${id}` });
});

const place = environment({ name: "bench", storePath: path.join(folder, "state.db"), log: () => undefined }, (env) =>
  env.provide(GRAPH, connection),
);
const benchmark = app({ name: "Graph", environment: place }, async () => {
  const things = await graph.mountNodes(GRAPH, "Thing", Thing);
  const links = await graph.mountRelations(GRAPH, "LINKS", { from: things, to: things, properties: link });
  const items = measured.map((node) => [node.id, { ...node, text: node.text + more }] as const);
  await mountEach(items, declare, { things, links });
});
const update = async (): Promise<void> => {
  await benchmark.update();
};

const first = await timed(update);
const again = await timed(update);
more = "!";
const changed = await timed(update);
const session = connection.driver.session();
const found = await session.run(
  "MATCH (n:Thing) OPTIONAL MATCH (n)-[r:LINKS]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links",
);
await session.close();
report({
  nodes: Number(found.records[0]?.get("nodes")),
  relations: Number(found.records[0]?.get("links")),
  "new ms": first.ms,
  "new client ms": first.client,
  "unchanged ms": again.ms,
  "changed ms": changed.ms,
});
await benchmark.drop();
await connection.close();
rmSync(folder, { recursive: true });
