// Asks the table: node search.ts "how do I …?"
import * as lancedb from "@coco/connector-lancedb";
import * as coco from "@coco/core";
import { DB, DocChunk, EMBEDDER } from "./main.ts";

const question = process.argv.slice(2).join(" ").trim();
if (question === "") {
  console.error('usage: node search.ts "a question"');
  process.exitCode = 2;
} else {
  const runtime = await coco.start();
  try {
    const table = await runtime.get(DB).openTable("doc_chunks");
    const vector = await runtime.get(EMBEDDER).embed(question);
    const found = await lancedb.toRows(table.query().nearestTo(vector).distanceType("cosine").limit(5), DocChunk);
    for (const { _distance = 1, file, startLine, text } of found) {
      console.log(`${(1 - _distance).toFixed(2)}  ${file}:${startLine}`);
      console.log(`      ${text.replaceAll(/\s+/g, " ").slice(0, 200)}\n`);
    }
  } finally {
    await runtime.stop();
  }
}
