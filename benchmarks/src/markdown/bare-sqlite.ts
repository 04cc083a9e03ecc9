// The lower bound: the same work as a script that does nothing else, on better-sqlite3, in one transaction a run.
import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { report, task } from "../measure/program.ts";
import { markdownFiles, splitSections } from "./corpus.ts";
import { embed, embedded, vectorBytes } from "./free-embedder.ts";
import type { MarkdownTask } from "./markdown-task.ts";

interface KnownFile {
  readonly id: number;
  readonly mtime: number;
  readonly size: number;
  readonly hash: Buffer;
}

const { corpus, state } = task<MarkdownTask>();
const database = new Database(path.join(state, "rows.db"));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, mtime REAL, size INTEGER, hash BLOB);
  CREATE TABLE IF NOT EXISTS chunk (file INTEGER, position INTEGER, path TEXT, text TEXT, vector BLOB, PRIMARY KEY (file, position));`);
const known = new Map<string, KnownFile>();
for (const row of database.prepare("SELECT id, path, mtime, size, hash FROM file").all() as (KnownFile & {
  path: string;
})[]) {
  known.set(row.path, row);
}
const insertFile = database.prepare("INSERT INTO file (path, mtime, size, hash) VALUES (?, ?, ?, ?)");
const updateFile = database.prepare("UPDATE file SET mtime = ?, size = ?, hash = ? WHERE id = ?");
const textsOf = database.prepare("SELECT text FROM chunk WHERE file = ? ORDER BY position").pluck();
const putChunk = database.prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)");
const cutChunks = database.prepare("DELETE FROM chunk WHERE file = ? AND position >= ?");
const deleteFile = database.prepare("DELETE FROM file WHERE id = ?");
database.exec("BEGIN");
for (const name of markdownFiles(corpus)) {
  const { mtimeMs, size } = statSync(path.join(corpus, name));
  const before = known.get(name);
  known.delete(name);
  if (before?.mtime === mtimeMs && before.size === size) continue;
  const bytes = readFileSync(path.join(corpus, name));
  const digest = hash("sha256", bytes, "buffer");
  const id = before?.id ?? Number(insertFile.run(name, mtimeMs, size, digest).lastInsertRowid);
  if (before !== undefined) updateFile.run(mtimeMs, size, digest, id);
  if (before?.hash.equals(digest)) continue;
  const old = before === undefined ? [] : textsOf.all(id);
  const chunks = splitSections(bytes.toString("utf8"));
  for (const [position, text] of chunks.entries()) {
    if (old[position] !== text) putChunk.run(id, position, name, text, vectorBytes(embed(text)));
  }
  if (old.length > chunks.length) cutChunks.run(id, chunks.length);
}
for (const { id } of known.values()) {
  cutChunks.run(id, 0);
  deleteFile.run(id);
}
database.exec("COMMIT");
database.close();
report({ texts: embedded.texts });
