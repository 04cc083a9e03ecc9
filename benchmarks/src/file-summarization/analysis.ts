import { Fnv64, remainder, shiftedLow } from "./fnv64.ts";
import type { Section } from "./sections.ts";

export const BINS = 12;
const ROUNDS = 2;
const SPAN = 2;
const TOP = 6;
// The odd constants that the sketch adds for each token and each round (2^64 over the golden ratio, and a prime of xxHash).
const [TOKEN_HIGH, TOKEN_LOW] = [0x9e3779b1, 0x85ebca87];
const [ROUND_HIGH, ROUND_LOW] = [0xc2b2ae3d, 0x27d4eb4f];

/** What a section is about, in a few numbers. */
export interface Analysis {
  readonly stableId: string;
  readonly filePath: string;
  readonly language: string;
  readonly heading: string;
  readonly tokenCount: number;
  readonly uniqueTokens: number;
  readonly topTokens: readonly string[];
  readonly sketch: readonly number[];
  readonly signature: string;
}

/** Two rounds over the tokens: each token and each pair of neighbours adds to one of twelve bins. */
export function analyse(section: Section): Analysis {
  const tokens = section.text.toLowerCase().match(/[a-z0-9]{2,}/gu) ?? [];
  const { stableId, filePath, language, heading, text } = section;
  return {
    stableId,
    filePath,
    language,
    heading,
    tokenCount: tokens.length,
    uniqueTokens: new Set(tokens).size,
    topTokens: topTokens(counted(tokens)),
    sketch: sketchOf(section, tokens),
    signature: new Fnv64().text(JSON.stringify([stableId, heading, language, text])).hex(),
  };
}

/** The most frequent first; of equally frequent ones the first in the alphabet. */
export function topTokens(counts: ReadonlyMap<string, number>): string[] {
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ordered.slice(0, TOP).map(([token]) => token);
}

export function counted(tokens: Iterable<string>, counts: Map<string, number> = new Map()): Map<string, number> {
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function sketchOf({ language, heading }: Section, tokens: readonly string[]): number[] {
  const bins = Array.from<number>({ length: BINS }).fill(0);
  const hash = new Fnv64();
  const [highs, lows] = [new Uint32Array(tokens.length), new Uint32Array(tokens.length)];
  for (const [index, token] of tokens.entries()) {
    highs[index] = hash.reset().text(token).high;
    lows[index] = hash.low;
  }
  const add = (high: number, low: number, amount: number): void => {
    const bin = remainder(high, low, BINS);
    bins[bin] = (bins[bin] as number) + amount;
  };
  for (let round = 0; tokens.length > 0 && round < ROUNDS; round++) {
    let { high, low } = hash.reset().text(`${language}:${heading}:${round}`);
    let [addedHigh, addedLow] = [0, 0];
    for (let step = 0; step <= round; step++) [addedHigh, addedLow] = sum(addedHigh, addedLow, ROUND_HIGH, ROUND_LOW);
    for (let index = 0; index < tokens.length; index++) {
      const [tokenHigh, tokenLow] = [highs[index] as number, lows[index] as number];
      [addedHigh, addedLow] = sum(addedHigh, addedLow, TOKEN_HIGH, TOKEN_LOW);
      const [turnHigh, turnLow] = sum(tokenHigh, tokenLow, addedHigh, addedLow);
      high = (high ^ turnHigh) >>> 0;
      low = (low ^ turnLow) >>> 0;
      const mixedLow = (low ^ shiftedLow(tokenHigh, tokenLow, round)) >>> 0;
      add((high ^ (tokenHigh >>> round)) >>> 0, mixedLow, (tokens[index] as string).length + round + 1);
      const window = tokens.slice(Math.max(0, index - SPAN + 1), index + 1);
      const shingle = hash.reset().text(`${round}:${index}:${window.join("::")}`);
      const by = (index + round) % 13;
      add(shingle.high >>> by, shiftedLow(shingle.high, shingle.low, by), window.length + (shingle.low & 7));
    }
  }
  return bins;
}

/** The sum of two numbers of 64 bits, given in halves. */
function sum(aHigh: number, aLow: number, bHigh: number, bLow: number): [high: number, low: number] {
  const low = aLow + bLow;
  return [(aHigh + bHigh + (low > 0xffffffff ? 1 : 0)) >>> 0, low >>> 0];
}
