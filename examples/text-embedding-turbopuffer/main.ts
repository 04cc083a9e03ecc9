// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching. TURBOPUFFER_API_KEY and TURBOPUFFER_REGION say where.
import * as localfs from "@coco/connector-localfs";
import * as turbopuffer from "@coco/connector-turbopuffer";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";
import { TransformersEmbedder } from "@coco/ops-transformers";

export const DB = coco.contextKey<turbopuffer.Connection>("docs_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

/** The name of the namespace: an account is shared by many. */
export const NAMESPACE = "coco-example-passages";

coco.lifespan(async (env) => {
  env.provide(DB, await turbopuffer.connect());
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2"));
});

export const Passage = coco.record(
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
  async function indexFile(file: coco.FileLike, passages: turbopuffer.NamespaceTarget<typeof Passage>) {
    const ids = new coco.UuidGenerator();
    const chunks = await splitter.split(await file.text(), { chunkSize: 600, overlap: 100, language: "markdown" });
    await coco.map(chunks, async ({ end, start, text }) => {
      passages.declareRow({
        id: await ids.next(text),
        file: file.path.relative,
        startLine: start.line,
        endLine: end.line,
        text,
        embedding: await coco.useContext(EMBEDDER).embed(text),
      });
    });
  },
);

export const app = coco.app(
  "Passages",
  async function main({ dir }: { dir: string }) {
    const passages = await turbopuffer.mountNamespace(DB, NAMESPACE, Passage, { filterable: { file: true } });
    passages.declareFtsIndex({ column: "text", stemming: true });
    await coco.mountEach(localfs.walk(dir, { include: ["**/*.md"], exclude: [".*"], live: true }), indexFile, passages);
  },
  { dir: "./docs" },
);
