// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching. QDRANT_URL says where the server is.
import * as localfs from "@coco/connector-localfs";
import * as qdrant from "@coco/connector-qdrant";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { TransformersEmbedder } from "@coco/ops-transformers";
import { wordsOf } from "./words.ts";

export const DB = coco.contextKey<qdrant.Connection>("docs_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  env.provide(DB, await qdrant.connect(process.env["QDRANT_URL"] ?? "http://127.0.0.1:6333"));
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2"));
});

export const Passage = coco.record(
  {
    id: coco.t.uuid(),
    file: coco.t.string(),
    startLine: coco.t.int(),
    endLine: coco.t.int(),
    text: coco.t.string(),
    meaning: coco.t.vector(EMBEDDER),
    words: coco.t.sparseVector(),
  },
  { primaryKey: ["id"] },
);

const splitter = new RecursiveSplitter();

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, passages: qdrant.CollectionTarget<typeof Passage>) {
    const ids = new coco.UuidGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 600, overlap: 100, language: "markdown" });
    await coco.map(chunks, async ({ end, start, text }) => {
      passages.declareRow({
        id: await ids.next(text),
        file: file.path.relative,
        startLine: start.line,
        endLine: end.line,
        text,
        meaning: await coco.useContext(EMBEDDER).embed(text),
        words: wordsOf(text),
      });
    });
  },
);

export const app = coco.app(
  "Passages",
  async function main({ dir }: { dir: string }) {
    const passages = await qdrant.mountCollection(DB, "passages", Passage, { vectors: { words: { modifier: "idf" } } });
    passages.declarePayloadIndex({ column: "file" });
    await coco.mountEach(localfs.walk(dir, { include: ["**/*.md"], exclude: [".*"], live: true }), indexFile, passages);
  },
  { dir: "./docs" },
);
