// Run with `node report.ts`, after an update: prints what is in the table. Exit code 1 if there is an error among it.
import * as coco from "@coco/core";
import { DB } from "./main.ts";

interface Row {
  readonly file: string;
  readonly line: number;
  readonly severity: string;
  readonly message: string;
  readonly rule: string;
}

const runtime = await coco.start();
try {
  const rows = runtime.get(DB).prepare("SELECT * FROM violations ORDER BY file, start").all() as readonly Row[];
  for (const { file, line, severity, message, rule } of rows)
    console.log(`${file}:${line}: ${severity}: ${message} [${rule}]`);
  console.log(`${rows.length} violations`);
  process.exitCode = rows.some(({ severity }) => severity === "error") ? 1 : 0;
} finally {
  await runtime.stop();
}
