// The application of main.ts for a machine without an embedding model: rows without vectors, found by their words.
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";

export const DB = coco.contextKey<lancedb.Connection>("docs_db");

coco.lifespan(async (env) => {
  const db = await lancedb.connect("./lancedb_data");
  env.provide(DB, db);
  env.defer(() => db.close());
});

const DocChunk = coco.record(
  {
    id: coco.t.int(),
    file: coco.t.string(),
    startLine: coco.t.int(),
    endLine: coco.t.int(),
    text: coco.t.string(),
  },
  { primaryKey: ["id"] },
);

const splitter = new RecursiveSplitter();

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof DocChunk>) {
    const ids = new coco.IdGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 1000, overlap: 200, language: "markdown" });
    for (const { text, start, end } of chunks) {
      const [id, name] = [await ids.next(text), file.path.relative];
      table.declareRow({ id, file: name, startLine: start.line, endLine: end.line, text });
    }
  },
);

export const app = coco.app(
  "DocSearchByWords",
  async function main({ dir }: { dir: string }) {
    const table = await lancedb.mountTable(DB, "doc_chunks", DocChunk);
    table.declareFtsIndex({ column: "text" });
    const files = localfs.walk(dir, { include: ["**/*.md"], exclude: [".*", "node_modules/"], live: true });
    await coco.mountEach(files, indexFile, table);
  },
  { dir: "./docs" },
);
