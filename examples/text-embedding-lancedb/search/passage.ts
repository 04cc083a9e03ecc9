/** Shorter words say little about what a text is about. */
const SHORTEST_WORD = 4;
/** "deleted" finds "deletes": words are compared by their beginning. */
const STEM = 5;

/** A line as it is shown. */
export interface ShownLine {
  readonly text: string;
  /** Whether it goes on with the line before it. */
  readonly continues: boolean;
}

/**
 * The stretch of at most `most` lines that shares the most words with a question. Of equals one that begins with a
 * sentence's or an item's own line, and the first one.
 */
export function passageFor(question: string, lines: readonly ShownLine[], most: number): string[] {
  const wanted = new Set(stems(question));
  let best = 0;
  let bestScore = -1;
  for (let start = 0; start <= Math.max(0, lines.length - most); start++) {
    const window = lines.slice(start, start + most);
    const present = new Set(stems(window.map(({ text }) => text).join(" ")));
    const score = [...wanted].filter((stem) => present.has(stem)).length - (window[0]?.continues ? 0.5 : 0);
    if (score > bestScore) [best, bestScore] = [start, score];
  }
  return lines.slice(best, best + most).map(({ text }) => text);
}

function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST_WORD).map((word) => word.slice(0, STEM));
}
