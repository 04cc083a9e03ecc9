import type { LeafIndex } from "../leaves/leaf-index.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { firstLeafFrom } from "./between-tokens.ts";
import type { Template } from "./template.ts";

/** Whether a pattern has no separator before a closing bracket; a match may have one there. */
export function leavesSeparatorsOut(pattern: string): boolean {
  return !/[,;]\s*[)\]}>]/.test(pattern);
}

/** Whether a leaf is a separator, and the next one a closing bracket. */
export function isSeparatorBeforeCloser(index: LeafIndex, leaf: number): boolean {
  return isSeparator(index, leaf) && /^[)\]}>]$/.test(textOf(index, leaf + 1));
}

/**
 * Where a match ends without the separators that the pattern left out, which are to stay. They go where the replacement
 * brings its own, where nothing is left to be ended, and where it makes a block of what was none.
 */
export function endBeforeSeparators(index: LeafIndex, match: CodeMatch, { text, pattern }: Template): number {
  const written = text.trimEnd();
  const searched = pattern.trimEnd();
  const makesBlock = written.endsWith("}") && !searched.endsWith("}");
  // A run at the pattern's end has taken them.
  if (written === "" || /[,;]$/.test(written) || /[,;*+?]$/.test(searched) || makesBlock) return match.end;
  const captured = Math.max(match.start, ...Object.values(match.captures).map((capture) => capture.end));
  let leaf = firstLeafFrom(index, match.end);
  let { end } = match;
  while (leaf > 0 && (index.leafStart[leaf - 1] as number) >= captured && isSeparator(index, leaf - 1)) {
    leaf--;
    end = index.leafEnd[leaf - 1] ?? match.start;
  }
  return Math.max(end, captured);
}

function isSeparator(index: LeafIndex, leaf: number): boolean {
  return /^[,;]$/.test(textOf(index, leaf));
}

function textOf({ source, leafStart, leafEnd }: LeafIndex, leaf: number): string {
  return source.slice(leafStart[leaf], leafEnd[leaf]);
}
