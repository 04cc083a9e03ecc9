import type { CodeMatch } from "../result/code-match.ts";
import type { Part } from "./resolve-pieces.ts";

/**
 * The parts of a replacement that stand for code of the match in the same order as there: numbers of parts, as many as
 * possible, none of which overlaps another in the source.
 */
export function anchorsOf(parts: readonly Part[], match: CodeMatch): number[] {
  const best: { readonly at: number; readonly end: number; readonly length: number; readonly before: number }[] = [];
  for (const [at, part] of parts.entries()) {
    // What a condition on the surroundings has named lies outside of the match.
    if (part.type !== "capture" || part.start < match.start || part.end > match.end) continue;
    let length = 0;
    let before = -1;
    for (const [number, other] of best.entries()) {
      if (other.end <= part.start && other.length > length) {
        length = other.length;
        before = number;
      }
    }
    best.push({ at, end: part.end, length: length + 1, before });
  }
  let last = -1;
  for (const [number, { length }] of best.entries()) if (length > (best[last]?.length ?? 0)) last = number;
  const anchors: number[] = [];
  for (let one = best[last]; one !== undefined; one = best[one.before]) anchors.unshift(one.at);
  return anchors;
}
