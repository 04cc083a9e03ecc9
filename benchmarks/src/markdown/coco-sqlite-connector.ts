// coco with @coco/connector-sqlite: the application of the guide, with the free embedder. Run by the command, as `coco update`.
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as sqlite from "@coco/connector-sqlite";
import * as coco from "@coco/core";
import { report, task } from "../measure/program.ts";
import { splitSections } from "./corpus.ts";
import { DIMENSIONS, embed, embedded } from "./free-embedder.ts";
import type { MarkdownTask } from "./markdown-task.ts";

const { corpus, state, chunkMemo = false, live = false } = task<MarkdownTask>();
const DATABASE = coco.contextKey<sqlite.Connection>("benchmark_db");

const Chunk = coco.record(
  { path: coco.t.string(), position: coco.t.int(), text: coco.t.string(), vector: coco.t.vector(DIMENSIONS) },
  { primaryKey: ["path", "position"] },
);

const embedText = coco.fn({ memo: chunkMemo }, async function embedText(text: string) {
  return embed(text);
});

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: sqlite.TableTarget<typeof Chunk>) {
    const chunks = splitSections(await file.text());
    await coco.map([...chunks.entries()], async ([position, text]) => {
      table.declareRow({ path: file.path.relative, position, text, vector: await embedText(text) });
    });
  },
);

const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") }, async (env) => {
  const connection = await sqlite.connect(path.join(state, "rows.db"));
  env.provide(DATABASE, connection);
  env.defer(() => connection.close());
});
coco.app({ name: "Markdown", environment }, async function main() {
  const table = await sqlite.mountTable(DATABASE, "chunk", Chunk);
  await coco.mountEach(localfs.walk(corpus, { include: ["**/*.md"], live }), indexFile, table);
});

process.on("exit", () => report({ texts: embedded.texts }));
