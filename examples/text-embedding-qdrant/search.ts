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
    for (const found of await findPassages(runtime.get(DB), { text, vector }, 3)) {
      const place = `${found.file}:${found.startLine}-${found.endLine}`;
      console.log(`${found._score?.toFixed(3)}  ${place}\n${found.text?.replaceAll(/^/gm, "    ")}\n`);
    }
  } finally {
    await runtime.stop();
  }
}
