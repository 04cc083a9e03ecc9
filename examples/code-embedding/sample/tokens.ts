/** Reads the words of a text, in lower case, without punctuation. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** How often each word occurs. */
export function countTokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokenize(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** The words that occur most often, the most frequent first. */
export function frequentTokens(text: string, limit: number): string[] {
  const counts = [...countTokens(text)].sort(([, one], [, other]) => other - one);
  return counts.slice(0, limit).map(([token]) => token);
}
