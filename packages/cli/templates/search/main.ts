// What the table should hold, as a function of what the folder holds. `npx coco update main.ts` makes it so.
import path from "node:path";
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { makeEmbedder } from "./embedder.ts";

const here = import.meta.dirname;

export const DB = coco.contextKey<lancedb.Connection>("docs_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  const db = await lancedb.connect(process.env["LANCEDB_URI"] ?? path.join(here, "lancedb_data"));
  env.provide(DB, db);
  env.defer(() => db.close());
  env.provide(EMBEDDER, makeEmbedder());
});

export const DocChunk = coco.record(
  {
    id: coco.t.int(),
    file: coco.t.string(),
    startLine: coco.t.int(),
    text: coco.t.string(),
    embedding: coco.t.vector(EMBEDDER),
  },
  { primaryKey: ["id"] },
);

const splitter = new RecursiveSplitter();

// Runs again for a file whose content, or this code, has changed.
const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof DocChunk>) {
    const ids = new coco.IdGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 1000, overlap: 200, language: "markdown" });
    await coco.map(chunks, async (chunk) => {
      table.declareRow({
        id: await ids.next(chunk.text),
        file: file.path.relative,
        startLine: chunk.start.line,
        text: chunk.text,
        embedding: await coco.useContext(EMBEDDER).embed(chunk.text),
      });
    });
  },
);

export const app = coco.app(
  "DocSearch",
  async function main({ dir }: { dir: string }) {
    const table = await lancedb.mountTable(DB, "doc_chunks", DocChunk);
    table.declareVectorIndex({ column: "embedding" });
    table.declareFtsIndex({ column: "text" });
    const files = localfs.walk(dir, { include: ["**/*.md"], exclude: [".*", "node_modules/"], live: true });
    await coco.mountEach(files, indexFile, table);
  },
  { dir: path.join(here, "docs") }, // another folder: npx coco update main.ts --set dir=../notes
);
