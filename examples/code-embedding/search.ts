// Run with `node search.ts "where is …?"`, after an update.
import * as lancedb from "@coco/connector-lancedb";
import * as coco from "@coco/core";
import { rerankers } from "@lancedb/lancedb";
import { DB, EMBEDDER } from "./main.ts";

const LINES_SHOWN = 8;
const question = process.argv.slice(2).join(" ").trim();

if (question === "") {
  console.error('usage: node search.ts "a question about the code"');
  process.exitCode = 2;
} else {
  const runtime = await coco.start();
  try {
    const table = await runtime.get(DB).openTable("code_chunks");
    const hits = table
      .query()
      .fullTextSearch(question, { columns: ["text"] })
      .nearestTo(await runtime.get(EMBEDDER).embed(question))
      .distanceType("cosine")
      .limit(5)
      .rerank(await rerankers.RRFReranker.create());
    for (const hit of (await lancedb.toRows(hits)).slice(0, 5)) show(hit);
  } finally {
    await runtime.stop();
  }
}

function show({ file, startLine, endLine, place, text }: Record<string, unknown>): void {
  console.log(`${String(file)}:${String(startLine)}-${String(endLine)}  ${String(place)}`);
  const lines = String(text).split(/\r\n|\r|\n/);
  for (const line of lines.slice(0, LINES_SHOWN)) console.log(`    ${line}`);
  console.log(lines.length > LINES_SHOWN ? "    …\n" : "");
}
