// coco into LanceDB: the application of the guide, with the free embedder. Run by the command, as `coco update`.
import path from "node:path";
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { report, task } from "../measure/program.ts";
import { splitSections } from "./corpus.ts";
import { DIMENSIONS, embed, embedded } from "./free-embedder.ts";
import type { MarkdownTask } from "./markdown-task.ts";

const { corpus, state } = task<MarkdownTask>();
const DATABASE = coco.contextKey<lancedb.Connection>("benchmark_db");

const Chunk = coco.record(
  { path: coco.t.string(), position: coco.t.int(), text: coco.t.string(), vector: coco.t.vector(DIMENSIONS) },
  { primaryKey: ["path", "position"] },
);

const embedText = coco.fn({ memo: true }, async function embedText(text: string) {
  return embed(text);
});

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof Chunk>) {
    const chunks = splitSections(await file.text());
    await coco.map([...chunks.entries()], async ([position, text]) => {
      table.declareRow({ path: file.path.relative, position, text, vector: await embedText(text) });
    });
  },
);

const connection = await lancedb.connect(path.join(state, "lancedb"));
const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") }, (env) => {
  env.provide(DATABASE, connection);
});
coco.app({ name: "Markdown", environment }, async function main() {
  const table = await lancedb.mountTable(DATABASE, "chunk", Chunk);
  await coco.mountEach(localfs.walk(corpus, { include: ["**/*.md"] }), indexFile, table);
});

process.on("exit", () => report({ texts: embedded.texts }));
