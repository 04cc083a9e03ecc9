import * as lancedb from "@coco/connector-lancedb";
import * as coco from "@coco/core";
import { DB, EMBEDDER, NoteChunk } from "./main.ts";

/** Prints the two chunks that are nearest to a question. */
export async function search(question: string): Promise<void> {
  const runtime = await coco.start();
  try {
    const table = await runtime.get(DB).openTable("note_chunks");
    const vector = await runtime.get(EMBEDDER).embed(question);
    const hits = await lancedb.toRows(table.query().nearestTo(vector).distanceType("cosine").limit(2), NoteChunk);
    for (const { file, text } of hits) console.log(`  ${file}: ${JSON.stringify(text)}`);
  } finally {
    await runtime.stop();
  }
}
