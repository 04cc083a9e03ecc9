import * as turbopuffer from "@coco/connector-turbopuffer";
import { NAMESPACE, Passage } from "./main.ts";

/** How many passages each of the two searches gives to be joined. */
const CANDIDATES = 20;
/** How much the first places count over those after them (reciprocal rank fusion). */
const RANK = 60;

export type Found = turbopuffer.FoundRow<typeof Passage> & { readonly score: number };

/** Passages that are near a question in meaning, or share its words, the best first: two searches in one request. */
export async function findPassages(
  client: turbopuffer.Connection,
  question: { readonly text: string; readonly vector: Float32Array },
  limit: number,
): Promise<Found[]> {
  const common = { limit: CANDIDATES, include_attributes: ["file", "startLine", "endLine", "text"] };
  const { results } = await client.namespace(NAMESPACE).multiQuery({
    queries: [
      { rank_by: ["embedding", "ANN", [...question.vector]], ...common },
      { rank_by: ["text", "BM25", question.text], ...common },
    ],
  });
  const found = new Map<string, Found>();
  for (const { rows = [] } of results) {
    for (const [place, row] of (await turbopuffer.toRows({ rows }, Passage)).entries()) {
      const id = String(row.id);
      found.set(id, { ...row, score: (found.get(id)?.score ?? 0) + 1 / (RANK + place + 1) });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, limit);
}
