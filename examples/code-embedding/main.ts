// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching.
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { CodeSource, detectLanguage, RecursiveSplitter } from "@coco/ops-text";
import { TransformersEmbedder } from "@coco/ops-transformers";

export const DB = coco.contextKey<lancedb.Connection>("code_db");
export const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  const db = await lancedb.connect("./lancedb_data");
  env.provide(DB, db);
  env.defer(() => db.close());
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2"));
});

export const CodeChunk = coco.record(
  {
    id: coco.t.string(),
    file: coco.t.string(),
    language: coco.t.string(),
    place: coco.t.string(), // "Account > deposit"
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
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof CodeChunk>) {
    const text = await file.text();
    const source = new CodeSource(text, detectLanguage(file.path.name, text));
    const chunks = await splitter.splitStructured(source, { chunkSize: 1000 });
    await coco.map(chunks, async (chunk) => {
      const place = chunk.breadcrumb.join(" > ");
      table.declareRow({
        id: `${file.path.relative}#${chunk.id}`,
        file: file.path.relative,
        language: source.language ?? "text",
        place,
        startLine: chunk.start.line,
        endLine: chunk.end.line,
        text: chunk.text,
        // What the code belongs to is part of its meaning.
        embedding: await coco.useContext(EMBEDDER).embed(`${file.path.relative} ${place}\n${chunk.text}`),
      });
    });
  },
);

export const app = coco.app(
  "CodeSearch",
  async function main({ dir }: { dir: string }) {
    const table = await lancedb.mountTable(DB, "code_chunks", CodeChunk);
    table.declareFtsIndex({ column: "text" });
    const files = localfs.walk(dir, {
      include: ["*.{ts,js,mjs,py,go,rs,java,c,h,cpp,cs,rb,php,sql,sh,md}"],
      exclude: [".*", "node_modules/", "dist/", "*.d.ts"],
      live: true,
    });
    await coco.mountEach(files, indexFile, table);
  },
  { dir: "../../packages" }, // the code of coco itself
);
