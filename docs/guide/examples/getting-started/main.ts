// #region imports
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { LetterEmbedder } from "./letter-embedder.ts";
// #endregion

// #region keys
export const DB = coco.contextKey<lancedb.Connection>("notes_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });
// #endregion

// #region lifespan
coco.lifespan(async (env) => {
  const db = await lancedb.connect("./lancedb_data");
  env.provide(DB, db);
  env.defer(() => db.close());
  env.provide(EMBEDDER, new LetterEmbedder());
});
// #endregion

// #region record
export const NoteChunk = coco.record(
  { id: coco.t.int(), file: coco.t.string(), text: coco.t.string(), embedding: coco.t.vector(EMBEDDER) },
  { primaryKey: ["id"] },
);
// #endregion

// #region function
const splitter = new RecursiveSplitter();

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof NoteChunk>) {
    const ids = new coco.IdGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 60, minChunkSize: 10, language: "markdown" });
    await coco.map(chunks, async (chunk) => {
      table.declareRow({
        id: await ids.next(chunk.text),
        file: file.path.relative,
        text: chunk.text,
        embedding: await coco.useContext(EMBEDDER).embed(chunk.text),
      });
    });
  },
);
// #endregion

// #region app
export const app = coco.app(
  "Notes",
  async function main({ dir }: { dir: string }) {
    const table = await lancedb.mountTable(DB, "note_chunks", NoteChunk);
    table.declareVectorIndex({ column: "embedding" });
    table.declareFtsIndex({ column: "text" });
    await coco.mountEach(localfs.walk(dir, { include: ["**/*.md"] }), indexFile, table);
  },
  { dir: "./notes" },
);
// #endregion
