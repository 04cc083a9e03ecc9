// Run with `node search.ts "how do I …?"`, after an update.
import { start } from "@coco/core";
import { findPassages } from "./find-passages.ts";
import { DB, EMBEDDER } from "./main.ts";

const text = process.argv.slice(2).join(" ").trim();
if (text === "") {
  console.error('usage: pnpm run search "a question"');
  process.exitCode = 2;
} else {
  const runtime = await start();
  try {
    const vector = await runtime.get(EMBEDDER).embed(text);
    const found = await findPassages(runtime.get(DB), { text, vector }, 3);
    for (const { _score: score, endLine, file, startLine, text: passage } of found) {
      console.log(`${score?.toFixed(3)}  ${file}:${startLine}-${endLine}\n${passage?.replaceAll(/^/gm, "    ")}\n`);
    }
  } finally {
    await runtime.stop();
  }
}
