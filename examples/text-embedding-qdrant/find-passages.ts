import * as qdrant from "@coco/connector-qdrant";
import { Passage } from "./main.ts";
import { wordsOf } from "./words.ts";

/** How many passages each of the two searches gives to be joined. */
const CANDIDATES = 20;

/** Passages that are near a question in meaning, or share its words, the best first: two searches and their fusion in one request. */
export function findPassages(
  client: qdrant.Connection,
  question: { readonly text: string; readonly vector: Float32Array },
  limit: number,
): Promise<qdrant.FoundRow<typeof Passage>[]> {
  return qdrant.toRows(
    client.query("passages", {
      prefetch: [
        { query: [...question.vector], using: "meaning", limit: CANDIDATES },
        { query: wordsOf(question.text), using: "words", limit: CANDIDATES },
      ],
      query: { fusion: "rrf" },
      limit,
      with_payload: true,
    }),
    Passage,
  );
}
