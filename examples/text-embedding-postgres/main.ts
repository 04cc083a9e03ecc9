// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching. DATABASE_URL says where the database is.
import * as localfs from "@coco/connector-localfs";
import * as postgres from "@coco/connector-postgres";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { TransformersEmbedder } from "@coco/ops-transformers";

export const DB = coco.contextKey<postgres.Pool>("docs_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  const pool = await postgres.connect(process.env["DATABASE_URL"]);
  env.provide(DB, pool);
  env.defer(() => pool.end());
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2"));
});

const Passage = coco.record(
  {
    id: coco.t.uuid(),
    file: coco.t.string(),
    startLine: coco.t.int(),
    endLine: coco.t.int(),
    text: coco.t.string(),
    embedding: coco.t.vector(EMBEDDER),
  },
  { primaryKey: ["id"] },
);

const splitter = new RecursiveSplitter();

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, passages: postgres.TableTarget<typeof Passage>) {
    const ids = new coco.UuidGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 1000, overlap: 200, language: "markdown" });
    await coco.map(chunks, async (chunk) => {
      passages.declareRow({
        id: await ids.next(chunk.text),
        file: file.path.relative,
        startLine: chunk.start.line,
        endLine: chunk.end.line,
        text: chunk.text,
        embedding: await coco.useContext(EMBEDDER).embed(chunk.text),
      });
    });
  },
);

export const app = coco.app(
  "Passages",
  async function main({ dir }: { dir: string }) {
    const passages = await postgres.mountTable(DB, "passages", Passage, {
      columns: { startLine: "integer", endLine: "integer" },
    });
    passages.declareVectorIndex({ column: "embedding" });
    passages.declareFtsIndex({ column: "text" });
    await coco.mountEach(localfs.walk(dir, { include: ["**/*.md"], exclude: [".*"], live: true }), indexFile, passages);
  },
  { dir: "./docs" },
);
