// The Markdown benchmark with LangChain.js: its indexing API with full cleanup, its record manager in SQLite, and a vector
// store over a SQLite table that keeps to the identifiers it is given.
import { readFileSync } from "node:fs";
import path from "node:path";
import { SQLiteRecordManager } from "@langchain/community/indexes/sqlite";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import { index } from "@langchain/core/indexing";
import { VectorStore } from "@langchain/core/vectorstores";
import Database from "better-sqlite3";
import { markdownFiles, splitSections } from "../../dist/markdown/corpus.js";
import { embed, embedded, vectorBytes } from "../../dist/markdown/free-embedder.js";
import { report, task } from "../../dist/measure/program.js";

const { corpus, state } = task();

class FreeEmbeddings extends Embeddings {
  constructor() {
    super({});
  }
  async embedDocuments(texts) {
    return texts.map((text) => Array.from(embed(text)));
  }
  async embedQuery(text) {
    return Array.from(embed(text));
  }
}

class SqliteVectorStore extends VectorStore {
  #database;
  constructor(database) {
    super(new FreeEmbeddings(), {});
    this.#database = database;
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS chunk (id TEXT PRIMARY KEY, path TEXT, position INTEGER, text TEXT, vector BLOB);`);
  }
  _vectorstoreType() {
    return "benchmark";
  }
  async addDocuments(documents, options) {
    const vectors = await this.embeddings.embedDocuments(documents.map(({ pageContent }) => pageContent));
    return this.addVectors(vectors, documents, options);
  }
  async addVectors(vectors, documents, { ids }) {
    const put = this.#database.prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)");
    const addAll = this.#database.transaction(() => {
      for (const [at, { metadata, pageContent }] of documents.entries()) {
        put.run(ids[at], metadata.path, metadata.position, pageContent, vectorBytes(Float32Array.from(vectors[at])));
      }
    });
    addAll();
    return ids;
  }
  async delete({ ids }) {
    const cut = this.#database.prepare("DELETE FROM chunk WHERE id = ?");
    const cutAll = this.#database.transaction(() => {
      for (const id of ids) cut.run(id);
    });
    cutAll();
  }
}

const database = new Database(path.join(state, "rows.db"));
const recordManager = new SQLiteRecordManager("benchmark", {
  localPath: path.join(state, "records.db"),
  tableName: "upsertion_record",
});
await recordManager.createSchema();
const docsSource = [...markdownFiles(corpus)].flatMap((file) =>
  splitSections(readFileSync(path.join(corpus, file), "utf8")).map(
    (pageContent, position) => new Document({ pageContent, metadata: { path: file, position } }),
  ),
);
await index({
  docsSource,
  recordManager,
  vectorStore: new SqliteVectorStore(database),
  options: { cleanup: "full", sourceIdKey: "path" },
});
recordManager.db.close();
database.close();
report({ texts: embedded.texts });
