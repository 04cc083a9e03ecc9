// Run with `node search.ts "how do I …?"`, after an update.
import * as coco from "@coco/core";
import { DB, EMBEDDER } from "./main.ts";
import { findChunks } from "./search/find-chunks.ts";

const text = process.argv.slice(2).join(" ").trim();
if (text === "") {
  console.error('usage: pnpm run search "a question"');
  process.exitCode = 2;
} else {
  const runtime = await coco.start();
  try {
    const vector = await runtime.get(EMBEDDER).embed(text);
    for (const { file, score, startLine, text: chunk } of findChunks(runtime.get(DB), { text, vector }, 5)) {
      console.log(`${file}:${startLine}  score ${score.toFixed(4)}\n    ${chunk.trim().replaceAll(/\s+/g, " ")}\n`);
    }
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    if ((error as { code?: unknown }).code === "SQLITE_TABLE_MISSING")
      console.error("Run the update first: pnpm start");
    process.exitCode = 1;
  } finally {
    await runtime.stop();
  }
}
