/* oxlint-disable no-underscore-dangle -- names of the library */
// The Markdown benchmark with LlamaIndex.TS, tuned: its documents are kept in one JSON file written at the end, vectors in
// a SQLite table, without its cache (which would keep every vector in memory and in a second file).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import {
  BaseEmbedding,
  BaseVectorStore,
  DocStoreStrategy,
  Document,
  IngestionPipeline,
  NodeRelationship,
  SimpleDocumentStore,
  TextNode,
  TransformComponent,
} from "llamaindex";
import { markdownFiles, splitSections } from "../../dist/markdown/corpus.js";
import { embed, embedded, vectorBytes } from "../../dist/markdown/free-embedder.js";
import { report, task } from "../../dist/measure/program.js";

const { corpus, state } = task();

class FreeEmbedding extends BaseEmbedding {
  embedBatchSize = 100;
  getTextEmbeddings = async (texts) => texts.map((text) => Array.from(embed(text)));
  async getTextEmbedding(text) {
    return Array.from(embed(text));
  }
}

class SectionSplitter extends TransformComponent {
  constructor() {
    super(async (documents) =>
      documents.flatMap((document) =>
        splitSections(document.getText()).map(
          (text, position) =>
            new TextNode({
              text,
              metadata: { ...document.metadata, position },
              excludedEmbedMetadataKeys: ["path", "position"],
              relationships: {
                [NodeRelationship.SOURCE]: { nodeId: document.id_, metadata: document.metadata, hash: document.hash },
              },
            }),
        ),
      ),
    );
  }
}

class SqliteVectorStore extends BaseVectorStore {
  storesText = true;
  #database;
  constructor(database, embedModel) {
    super({ embedModel });
    this.#database = database;
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS chunk (id TEXT PRIMARY KEY, path TEXT, position INTEGER, text TEXT, vector BLOB);
      CREATE INDEX IF NOT EXISTS chunk_path ON chunk (path);`);
  }
  client() {
    return this.#database;
  }
  async add(nodes) {
    const put = this.#database.prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)");
    const addAll = this.#database.transaction(() => {
      for (const node of nodes) {
        const vector = vectorBytes(Float32Array.from(node.getEmbedding()));
        put.run(node.id_, node.metadata.path, node.metadata.position, node.text, vector);
      }
    });
    addAll();
    return nodes.map((node) => node.id_);
  }
  async delete(documentId) {
    this.#database.prepare("DELETE FROM chunk WHERE path = ?").run(documentId);
  }
  async query() {
    throw new Error("Nothing is searched for in this benchmark.");
  }
}

const kept = path.join(state, "documents.json");
const embedModel = new FreeEmbedding();
const database = new Database(path.join(state, "rows.db"));
const docStore = SimpleDocumentStore.fromDict(existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {});
const documents = [...markdownFiles(corpus)].map(
  (file) => new Document({ id_: file, text: readFileSync(path.join(corpus, file), "utf8"), metadata: { path: file } }),
);
const pipeline = new IngestionPipeline({
  transformations: [new SectionSplitter(), embedModel],
  docStore,
  vectorStore: new SqliteVectorStore(database, embedModel),
  docStoreStrategy: DocStoreStrategy.UPSERTS_AND_DELETE,
  disableCache: true,
});
await pipeline.run({ documents });
writeFileSync(kept, JSON.stringify(docStore.toDict()));
database.close();
report({ texts: embedded.texts });
