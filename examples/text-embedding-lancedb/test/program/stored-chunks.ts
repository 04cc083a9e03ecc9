import * as lancedb from "@coco/connector-lancedb";

/** A row of the table, without its id, which says only in which order rows were first written. */
export interface StoredChunk {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly embedding: readonly number[];
}

/** All rows of a database's table, in the order of files and places. */
export async function storedChunks(database: string): Promise<StoredChunk[]> {
  const db = await lancedb.connect(database);
  try {
    const table = await db.openTable("doc_chunks");
    const rows = await lancedb.toRows(table.query());
    return rows
      .map(({ file, startLine, endLine, text, embedding }) => ({
        file: String(file),
        startLine: Number(startLine),
        endLine: Number(endLine),
        text: String(text),
        embedding: [...(embedding as Float32Array)],
      }))
      .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.startLine - other.startLine));
  } finally {
    db.close();
  }
}

/** The documents that have rows, in order. */
export function filesOf(rows: readonly StoredChunk[]): string[] {
  return [...new Set(rows.map(({ file }) => file))];
}
