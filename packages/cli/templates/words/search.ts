// Asks the table: node search.ts coffee water
import * as sqlite from "@coco/connector-sqlite";
import * as coco from "@coco/core";
import { DB, Passage } from "./main.ts";

const text = process.argv.slice(2).join(" ").trim();
if (text === "") {
  console.error("usage: node search.ts WORDS");
  process.exitCode = 2;
} else {
  const runtime = await coco.start();
  try {
    for (const { row } of sqlite.findText(runtime.get(DB), "passages", Passage, { index: "text", text, limit: 5 })) {
      console.log(`${row.file}:${row.line}`);
      console.log(`  ${row.text.replaceAll(/\s+/g, " ").slice(0, 200)}\n`);
    }
  } finally {
    await runtime.stop();
  }
}
