import * as sqlite from "@coco/connector-sqlite";
import { Chunk } from "../main.ts";

export interface FoundChunk {
  readonly file: string;
  readonly startLine: number;
  readonly text: string;
  /** Larger is better. */
  readonly score: number;
}

export interface Question {
  readonly text: string;
  readonly vector: Float32Array;
}

/** From how far down a ranking something still counts; the 60 of reciprocal rank fusion makes early ranks nearly equal. */
const DEPTH = 20;
const SMOOTHING = 60;

/**
 * The chunks that answer a question best: what is near in meaning and what has the same words are ranked apart, and the
 * two rankings are joined (reciprocal rank fusion).
 */
export function findChunks(db: sqlite.Connection, { text, vector }: Question, limit: number): FoundChunk[] {
  const near = sqlite.findNearest(db, "chunks", Chunk, { column: "embedding", vector, limit: DEPTH });
  const matching = sqlite.findText(db, "chunks", Chunk, { index: "text", text, limit: DEPTH });
  const found = new Map<number, FoundChunk>();
  for (const ranking of [near, matching]) {
    for (const [rank, { row }] of ranking.entries()) {
      const score = (found.get(row.id)?.score ?? 0) + 1 / (SMOOTHING + rank + 1);
      found.set(row.id, { file: row.file, startLine: row.startLine, text: row.text, score });
    }
  }
  return [...found.values()].sort((one, other) => other.score - one.score).slice(0, limit);
}
