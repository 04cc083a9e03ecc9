import { leafIndex } from "../leaves/leaf-index.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { anchorsOf } from "./anchors.ts";
import { renderGap } from "./gap.ts";
import type { Part } from "./resolve-pieces.ts";
import { endBeforeSeparators, leavesSeparatorsOut } from "./separators.ts";
import type { Template } from "./template.ts";

/** A stretch of the new text: written by the replacement, or taken from the source, with what is nested in it or as it is. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "source"; readonly start: number; readonly end: number; readonly nested: boolean };

/**
 * Lays a replacement out: where it has the same tokens as the code that it replaces, that code's white space and comments
 * stay. What names stand for is fixed points of the comparison; between two of them, equal tokens at both ends count.
 * A separator that the pattern left out stays as well.
 */
export function layOut(match: CodeMatch, parts: readonly Part[], template: Template): Piece[] {
  const index = leafIndex(match.tree);
  const anchors = anchorsOf(parts, match);
  const rules = {
    // Whoever writes the pattern itself does not ask for its layout.
    soft: template.text === template.pattern,
    lenient: leavesSeparatorsOut(template.pattern),
  };
  const end = endBeforeSeparators(index, match, template);
  const pieces: Piece[] = [];
  let sourceAt = match.start;
  let partAt = 0;
  for (const at of [...anchors, parts.length]) {
    const anchor = parts[at];
    const range = anchor?.type === "capture" ? anchor : { start: end, end };
    pieces.push(...renderGap(index, { start: sourceAt, end: range.start }, parts.slice(partAt, at), rules));
    if (anchor !== undefined) pieces.push({ type: "source", start: range.start, end: range.end, nested: true });
    sourceAt = range.end;
    partAt = at + 1;
  }
  if (end < match.end) pieces.push({ type: "source", start: end, end: match.end, nested: false });
  return pieces;
}
