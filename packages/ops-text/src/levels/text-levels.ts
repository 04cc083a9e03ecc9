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
export function textPiece(text: string, range: Range, levels: readonly TextLevel[]): Piece {
  return new TextPiece(text, range.start, range.end, levels, 0);
}

/** A class and not a closure: there is one of each word of a long line. */
class TextPiece implements Piece {
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  readonly #levels: readonly TextLevel[];
  readonly #used: number;

  constructor(text: string, start: number, end: number, levels: readonly TextLevel[], used: number) {
    this.start = start;
    this.end = end;
    this.#text = text;
    this.#levels = levels;
    this.#used = used;
  }

  parts(): readonly Piece[] | undefined {
    const level = this.#levels[this.#used];
    if (level === undefined) return undefined;
    const parts: Piece[] = [];
    let from = this.start;
    for (const match of findMatches(level.separator, this.#text.slice(this.start, this.end))) {
      const cut = cutAt(this.#text, { start: this.start + match.start, end: this.start + match.end }, level.keep);
      parts.push(this.#part(from, cut.start));
      from = cut.end;
    }
    parts.push(this.#part(from, this.end));
    return parts;
  }

  #part(start: number, end: number): Piece {
    return new TextPiece(this.#text, start, end, this.#levels, this.#used + 1);
  }
}

/** What is taken out between two pieces for one match. */
function cutAt(text: string, match: Range, keep: TextLevel["keep"]): Range {
  if (keep === "none") return match;
  const after = keep === "by-line" && match.end > match.start && isLineEnd(text.charCodeAt(match.start));
  const offset = after ? match.start : match.end;
  return { start: offset, end: offset };
}
