import { findMatches } from "../text/matches.ts";
import type { Range } from "../text/range.ts";
import { isLineEnd } from "../text/white-space.ts";
import type { Piece } from "./piece.ts";

/** One fineness of cutting by a regular expression. */
export interface TextLevel {
  /** Matches between two pieces; has the flag `g`. It is run on the piece alone and sees nothing beside it. */
  readonly separator: RegExp;
  /**
   * Where the matched text goes: to no piece, to the piece before it, or to the one after it where it begins with a
   * line end (a heading, say) and else to the one before it (a punctuation mark, say).
   */
  readonly keep: "none" | "before" | "by-line";
}

/** A piece that is divided by one level after the other. */
export function textPiece(text: string, range: Range, levels: readonly TextLevel[], used: number = 0): Piece {
  const { start, end } = range;
  return {
    start,
    end,
    parts() {
      const level = levels[used];
      if (level === undefined) return undefined;
      const parts: Piece[] = [];
      let from = start;
      for (const match of findMatches(level.separator, text.slice(start, end))) {
        const cut = cutAt(text, { start: start + match.start, end: start + match.end }, level.keep);
        parts.push(textPiece(text, { start: from, end: cut.start }, levels, used + 1));
        from = cut.end;
      }
      parts.push(textPiece(text, { start: from, end }, levels, used + 1));
      return parts;
    },
  };
}

/** What is taken out between two pieces for one match. */
function cutAt(text: string, match: Range, keep: TextLevel["keep"]): Range {
  if (keep === "none") return match;
  const after = keep === "by-line" && match.end > match.start && isLineEnd(text.charCodeAt(match.start));
  const offset = after ? match.start : match.end;
  return { start: offset, end: offset };
}
