import { createHash } from "node:crypto";

/** A text by its words: what a sparse vector holds. */
export interface Words {
  readonly indices: number[];
  readonly values: number[];
}

/** A word that stands often in a text counts more, and ever less so: BM25's saturation. How rare it is, Qdrant knows (`modifier: "idf"`). */
const SATURATION = 1.2;

/**
 * The words of a text as a sparse vector: each word is a dimension, found by its hash, so that no dictionary has to be kept.
 * Two words that share one of the 2^32 dimensions are rare enough not to matter.
 */
export function wordsOf(text: string): Words {
  const counts = new Map<number, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []) {
    const index = createHash("sha256").update(stem(word)).digest().readUInt32LE();
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return {
    indices: [...counts.keys()],
    values: Array.from(counts.values(), (count) => (count * (SATURATION + 1)) / (count + SATURATION)),
  };
}

/** Endings that make no difference to what a word is about. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "") : word;
}
