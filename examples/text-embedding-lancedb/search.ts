// Run with `node search.ts "how do I …?"`, after an update.
import * as coco from "@coco/core";
import { DB, EMBEDDER } from "./main.ts";
import { findChunks } from "./search/find-chunks.ts";
import { showChunks } from "./search/show-chunks.ts";

const text = process.argv.slice(2).join(" ").trim();
process.exitCode = text === "" ? usage() : await search(text);

async function search(text: string): Promise<number> {
  const runtime = await coco.start();
  try {
    const db = runtime.get(DB);
    if (!(await db.tableNames()).includes("doc_chunks")) {
      console.error(`error: nothing is indexed yet in ./lancedb_data.\nRun the update first: pnpm start`);
      return 1;
    }
    const vector = await runtime.get(EMBEDDER).embed(text);
    const chunks = await findChunks(await db.openTable("doc_chunks"), { text, vector }, 5);
    const width = Math.min(process.stdout.columns || 80, 100);
    console.log(chunks.length === 0 ? "Nothing was found." : showChunks(text, chunks, { width, lines: [30, 4] }));
    return 0;
  } finally {
    await runtime.stop();
  }
}

function usage(): number {
  console.error('usage: pnpm run search "a question"');
  return 2;
}
