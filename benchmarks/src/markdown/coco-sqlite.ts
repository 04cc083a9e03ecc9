// coco with the minimal SQLite handler of this benchmark. Run by the command, as `coco update`.
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import Database from "better-sqlite3";
import { report, task } from "../measure/program.ts";
import { splitSections } from "./corpus.ts";
import { embed, embedded } from "./free-embedder.ts";
import type { MarkdownTask } from "./markdown-task.ts";
import { type ChunkRow, chunkRows } from "./sqlite-rows.ts";

const { corpus, state, chunkMemo = false, live = false } = task<MarkdownTask>();

const embedText = coco.fn({ memo: chunkMemo }, async function embedText(text: string) {
  return embed(text);
});

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, rows: coco.TargetProvider<ChunkRow>) {
    const chunks = splitSections(await file.text());
    await coco.map([...chunks.entries()], async ([position, text]) => {
      const name = file.path.relative;
      coco.declareTargetState(rows.state([name, position], { path: name, text, vector: await embedText(text) }));
    });
  },
);

const database = new Database(path.join(state, "rows.db"));
// The log is copied into the file every 32 MB, not every four: there are many transactions.
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;");
const rows = chunkRows(database);
const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") });
coco.app({ name: "Markdown", environment }, async function main() {
  await coco.mountEach(localfs.walk(corpus, { include: ["**/*.md"], live }), indexFile, rows);
});

process.on("exit", () => {
  database.close();
  report({ texts: embedded.texts });
});
