// Run with `node ask.ts WORDS`: which entities have such a name, what is said of them, and where.
import * as coco from "@coco/core";
import { GRAPH } from "./main.ts";

const words = process.argv.slice(2).join(" ");
if (words === "") throw new Error("Say what to look for: node ask.ts WORDS");
const runtime = await coco.start();
const session = runtime.get(GRAPH).driver.session();
const { records } = await session.run(
  `CALL db.index.fulltext.queryNodes('Entity__fts__name', $words) YIELD node AS e, score
   OPTIONAL MATCH (e)-[r:RELATES_TO]-() WITH e, score, r, startNode(r) AS s, endNode(r) AS o
   WITH e, score, collect(DISTINCT s.name + ' ' + r.predicate + ' ' + o.name + ' (' + r.file + ')') AS said
   RETURN e.name AS name, e.documents AS documents, said
   ORDER BY score DESC, name LIMIT 5`,
  { words },
);
for (const record of records) {
  console.log(`${String(record.get("name"))} (in ${String(record.get("documents"))} documents)`);
  for (const line of (record.get("said") as string[]).toSorted()) console.log(`  ${line}`);
}
await session.close();
await runtime.stop();
