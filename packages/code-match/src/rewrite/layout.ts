import { leafIndex } from "../leaves/leaf-index.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { anchorsOf } from "./anchors.ts";
import { renderGap } from "./gap.ts";
import type { Part } from "./resolve-pieces.ts";

/** A stretch of the new text: written by the replacement, or taken from the source, with what is nested in it or as it is. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "source"; readonly start: number; readonly end: number; readonly nested: boolean };

/**
 * Lays a replacement out: where it has the same tokens as the code that it replaces, that code's white space and comments
 * stay. What names stand for is fixed points of the comparison; between two of them, equal tokens at both ends count.
 *
 * @param soft - whether line breaks of the replacement count no more than other white space.
 */
export function layOut(match: CodeMatch, parts: readonly Part[], soft: boolean): Piece[] {
  const index = leafIndex(match.tree);
  const anchors = anchorsOf(parts, match);
  const pieces: Piece[] = [];
  let sourceAt = match.start;
  let partAt = 0;
  for (const at of [...anchors, parts.length]) {
    const anchor = parts[at];
    const range = anchor?.type === "capture" ? anchor : { start: match.end, end: match.end };
    pieces.push(...renderGap(index, { start: sourceAt, end: range.start }, parts.slice(partAt, at), soft));
    if (anchor !== undefined) pieces.push({ type: "source", start: range.start, end: range.end, nested: true });
    sourceAt = range.end;
    partAt = at + 1;
  }
  return pieces;
}
