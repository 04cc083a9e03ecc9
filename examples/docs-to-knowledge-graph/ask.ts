// Run with `node ask.ts WORDS`: which entities have such a name, what is said of them, and where.
import * as coco from "@coco/core";
import { GRAPH } from "./main.ts";

// Signs of the index's own language are no words: a question may hold them.
const words = process.argv
  .slice(2)
  .join(" ")
  .replaceAll(/[^\p{L}\p{N}\s]+/gu, " ")
  .toLowerCase()
  .trim();
if (words === "") {
  console.error('usage: pnpm run ask "words of a name"');
  process.exitCode = 2;
} else {
  const runtime = await coco.start();
  const session = runtime.get(GRAPH).driver.session();
  try {
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
  } finally {
    await session.close();
    await runtime.stop();
  }
}
