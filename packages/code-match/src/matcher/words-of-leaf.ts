import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { Sequence, WordItem } from "../pattern/item.ts";

/** Space, tab, and the ends of lines. */
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const CLOSERS: ReadonlySet<string> = new Set([")", "]", "}", ">"]);

/** How many words in a row are the text of a leaf; 0: they are not. */
export function wordsOfLeaf(
  index: LeafIndex,
  sequence: Sequence,
  at: number,
  leaf: number,
  compatible: boolean,
): number {
  const { source } = index;
  const leafEnd = index.leafEnd[leaf] as number;
  let offset = index.leafStart[leaf] as number;
  if (!compatible) offset = skipSpace(source, offset, leafEnd);
  for (let next = at; ; next++) {
    const item = sequence.items[next] as WordItem;
    if (offset + item.text.length > leafEnd || !startsWithWord(source, item, offset)) return 0;
    offset += item.text.length;
    if (offset === leafEnd) return next + 1 - at;
    // Plain text may be one leaf with white space in it.
    const spaced = compatible ? offset : skipSpace(source, offset, leafEnd);
    if (spaced === leafEnd) return next + 1 - at;
    const following = sequence.items[next + 1];
    if (following?.type !== "word" || !(spaced > offset || following.joins)) return 0;
    offset = spaced;
  }
}

/** Whether the leaf is a `,` or `;` before a closing bracket that the pattern has: it may leave it out. */
export function isTrailingSeparator(index: LeafIndex, { text }: WordItem, leaf: number): boolean {
  if (!CLOSERS.has(text) || !isSeparator(index, leaf)) return false;
  // With a comma `(a,)` is a tuple, without it is none.
  const above = index.parent[index.leafNode[leaf] as number] as number;
  return above < 0 || !index.tree.kind(above).name.includes("tuple");
}

function startsWithWord(source: string, { text, folded }: WordItem, offset: number): boolean {
  if (!folded) return source.startsWith(text, offset);
  return source.slice(offset, offset + text.length).toLowerCase() === text;
}

function skipSpace(source: string, offset: number, end: number): number {
  let at = offset;
  while (at < end && SPACES.has(source.charCodeAt(at))) at++;
  return at;
}

/** Whether a leaf is a `,` or `;`. */
export function isSeparator(index: LeafIndex, leaf: number): boolean {
  const start = index.leafStart[leaf] as number;
  const unit = index.source.charCodeAt(start);
  return index.leafEnd[leaf] === start + 1 && (unit === 0x2c || unit === 0x3b);
}
