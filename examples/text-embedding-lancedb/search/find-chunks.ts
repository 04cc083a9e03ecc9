import * as lancedb from "@coco/connector-lancedb";
import { rerankers } from "@lancedb/lancedb";

export interface FoundChunk {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Larger is better. */
  readonly score: number;
}

export interface Question {
  readonly text: string;
  /** Absent: search by words alone. */
  readonly vector?: Float32Array;
}

/**
 * The chunks that answer a question best. With a vector, what is near in meaning and what has the same words are ranked
 * apart, and the two rankings are joined (reciprocal rank fusion); without one, the words alone count (BM25).
 */
export async function findChunks(table: lancedb.Table, question: Question, limit: number): Promise<FoundChunk[]> {
  const byWords = table
    .query()
    .fullTextSearch(question.text, { columns: ["text"] })
    .limit(limit);
  if (question.vector === undefined) return (await lancedb.toRows(byWords)).map((row) => found(row, row["_score"]));
  const joined = byWords
    .nearestTo(question.vector)
    .distanceType("cosine")
    .rerank(await rerankers.RRFReranker.create());
  return (await lancedb.toRows(joined)).slice(0, limit).map((row) => found(row, row["_relevance_score"]));
}

function found(row: Record<string, unknown>, score: unknown): FoundChunk {
  return {
    file: String(row["file"]),
    startLine: Number(row["startLine"]),
    endLine: Number(row["endLine"]),
    text: String(row["text"]),
    score: Number(score),
  };
}
