import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as lancedb from "@lancedb/lancedb";
import Database from "better-sqlite3";
import { markdownFiles, splitSections } from "./corpus.ts";
import { embed, vectorBytes } from "./free-embedder.ts";

/** What a target holds: the number of its rows, and a hash of all of them. */
export interface TargetDigest {
  readonly rows: number;
  readonly hash: string;
}

type Row = { readonly path: string; readonly position: number; readonly text: string; readonly vector: Uint8Array };

/** What a target has to hold for a corpus, worked out here and by no program that is measured. */
export function expectedDigest(corpus: string): TargetDigest {
  return digestOf(expectedRows(corpus));
}

/** What the target in a program's folder does hold. */
export async function targetDigest(state: string): Promise<TargetDigest> {
  const file = path.join(state, "rows.db");
  return existsSync(file) ? digestOf(sqliteRows(file)) : digestOf(await lanceRows(path.join(state, "lancedb")));
}

function* expectedRows(corpus: string): Generator<Row> {
  for (const file of [...markdownFiles(corpus)].sort()) {
    const chunks = splitSections(readFileSync(path.join(corpus, file), "utf8"));
    for (const [position, text] of chunks.entries())
      yield { path: file, position, text, vector: vectorBytes(embed(text)) };
  }
}

function* sqliteRows(file: string): Generator<Row> {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.prepare("SELECT path, position, text, vector FROM chunk ORDER BY path, position");
    yield* rows.iterate() as IterableIterator<Row>;
  } finally {
    database.close();
  }
}

async function lanceRows(folder: string): Promise<Row[]> {
  const connection = await lancedb.connect(folder);
  const table = await connection.openTable("chunk");
  const found = (await table.query().select(["path", "position", "text", "vector"]).toArray()) as {
    path: string;
    position: number | bigint;
    text: string;
    vector: { toArray(): Float32Array };
  }[];
  const rows = found.map((row) => ({
    path: row.path,
    position: Number(row.position),
    text: row.text,
    vector: vectorBytes(Float32Array.from(row.vector.toArray())),
  }));
  connection.close();
  return rows.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.position - b.position));
}

function digestOf(rows: Iterable<Row>): TargetDigest {
  const digest = createHash("sha256");
  let count = 0;
  for (const { path: file, position, text, vector } of rows) {
    digest.update(`${file}\0${position}\0${text}\0`).update(vector);
    count += 1;
  }
  return { rows: count, hash: digest.digest("hex").slice(0, 16) };
}
