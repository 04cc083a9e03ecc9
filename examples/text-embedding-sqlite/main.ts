// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching.
import * as localfs from "@coco/connector-localfs";
import * as sqlite from "@coco/connector-sqlite";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { TransformersEmbedder } from "@coco/ops-transformers";

export const DB = coco.contextKey<sqlite.Connection>("docs_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  const db = await sqlite.connect("./docs.db", { vectors: true });
  env.provide(DB, db);
  env.defer(() => db.close());
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2")); // its embed() is batched and memoized for the whole app
});

/** One row for each document, so that a question can be narrowed by what SQL knows of it. */
export const Document = coco.record(
  { file: coco.t.string(), folder: coco.t.string(), bytes: coco.t.int() },
  { primaryKey: ["file"] },
);

export const Chunk = coco.record(
  {
    id: coco.t.int(),
    file: coco.t.string(),
    startLine: coco.t.int(),
    text: coco.t.string(),
    embedding: coco.t.vector(EMBEDDER),
  },
  { primaryKey: ["id"] },
);

interface Tables {
  readonly documents: sqlite.TableTarget<typeof Document>;
  readonly chunks: sqlite.TableTarget<typeof Chunk>;
}

const splitter = new RecursiveSplitter();

const indexFile = coco.fn({ memo: true }, async function indexFile(file: coco.FileLike, { chunks, documents }: Tables) {
  const text = await file.text();
  const name = file.path.relative;
  // Both tables are written in one transaction: a chunk never lacks its document.
  documents.declareRow({ file: name, folder: name.split("/").slice(0, -1).join("/"), bytes: Buffer.byteLength(text) });
  const ids = new coco.IdGenerator();
  await coco.map(
    await splitter.split(text, { chunkSize: 400, overlap: 80, language: "markdown" }),
    async ({ start, text: chunk }) => {
      chunks.declareRow({
        id: await ids.next(chunk),
        file: name,
        startLine: start.line,
        text: chunk,
        embedding: await coco.useContext(EMBEDDER).embed(chunk),
      });
    },
  );
});

export const app = coco.app(
  "DocSearch",
  async function main({ dir }: { dir: string }) {
    const documents = await sqlite.mountTable(DB, "documents", Document);
    const chunks = await sqlite.mountTable(DB, "chunks", Chunk, {
      foreignKeys: [{ columns: ["file"], references: { table: "documents", columns: ["file"] } }],
    });
    chunks.declareIndex({ columns: ["file"] });
    chunks.declareFtsIndex({ columns: ["text"], tokenizer: "porter" });
    chunks.declareVectorIndex({ column: "embedding" });
    const files = localfs.walk(dir, { include: ["**/*.md"], exclude: [".*", "node_modules/"], live: true });
    await coco.mountEach(files, indexFile, { documents, chunks });
  },
  { dir: "./docs" },
);
