// By hand: a constraint, then UNWIND … MERGE in batches of 10,000, as the manual says. Nothing is remembered, so nothing is ever deleted.
import neo4j from "neo4j-driver";
import { report, task } from "../measure/program.ts";
import { type GraphTask, measuredNodes, timed } from "./graph-task.ts";

const BATCH = 10_000;
const { nodes: count, url } = task<GraphTask>();
const { host, password, username } = new URL(url);
const driver = neo4j.driver(`bolt://${host}`, neo4j.auth.basic(username, password));
const session = driver.session();
await session.run("MATCH (n) DETACH DELETE n");
await session.run("CREATE CONSTRAINT bare IF NOT EXISTS FOR (n:Bare) REQUIRE n.id IS UNIQUE");
const measured = measuredNodes(count);

const first = await timed(() => write(""));
const again = await timed(() => write(""));
const changed = await timed(() => write("!"));
const found = await session.run(
  "MATCH (n:Bare) OPTIONAL MATCH (n)-[r:LINKS]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links",
);
report({
  nodes: Number(found.records[0]?.get("nodes")),
  relations: Number(found.records[0]?.get("links")),
  "new ms": first.ms,
  "new client ms": first.client,
  "unchanged ms": again.ms,
  "changed ms": changed.ms,
});
await session.run("MATCH (n) DETACH DELETE n");
await session.run("DROP CONSTRAINT bare");
await driver.close();

async function write(more: string): Promise<void> {
  await inBatches(
    measured.map(({ id, text }) => ({ id: BigInt(id), text: text + more })),
    "UNWIND $rows AS row MERGE (n:Bare {id: row.id}) SET n.text = row.text",
  );
  await inBatches(
    measured.flatMap(({ id, to }) =>
      to.map((other) => ({ from: BigInt(id), to: BigInt(other), note: `${id} ${other}${more}` })),
    ),
    "UNWIND $rows AS row MATCH (a:Bare {id: row.from}), (b:Bare {id: row.to}) MERGE (a)-[r:LINKS]->(b) SET r.note = row.note",
  );
}

async function inBatches(rows: readonly object[], statement: string): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await session.executeWrite((transaction) => transaction.run(statement, { rows: rows.slice(start, start + BATCH) }));
  }
}
