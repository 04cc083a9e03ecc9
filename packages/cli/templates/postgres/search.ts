// Asks the table: npm run search -- coffee water
import * as postgres from "@coco/connector-postgres";
import * as coco from "@coco/core";
import { DB } from "./main.ts";

const Hit = coco.record({ file: coco.t.string(), line: coco.t.int(), text: coco.t.string() }, { primaryKey: ["file"] });

const text = process.argv.slice(2).join(" ").trim();
if (text === "") {
  console.error("usage: npm run search -- WORDS");
  process.exitCode = 2;
} else {
  const words = postgres.textDocument({ column: "text", language: "english" });
  const runtime = await coco.start();
  try {
    const hits = await postgres.queryRows(
      runtime.get(DB),
      Hit,
      `SELECT file, line, text FROM passages, websearch_to_tsquery('english', $1) AS asked
        WHERE ${words} @@ asked ORDER BY ts_rank(${words}, asked) DESC LIMIT 5`,
      [text],
    );
    for (const hit of hits) {
      console.log(`${hit.file}:${hit.line}`);
      console.log(`  ${hit.text.replaceAll(/\s+/g, " ").slice(0, 200)}\n`);
    }
    if (hits.length === 0) console.log("Nothing has these words.");
  } finally {
    await runtime.stop();
  }
}
