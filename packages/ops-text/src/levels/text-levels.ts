import type { LineFeeds } from "../text/line-feeds.ts";
import type { Range } from "../text/range.ts";
import { isLineEnd } from "../text/white-space.ts";
import type { Piece } from "./piece.ts";
import type { Separator } from "./separators.ts";

/** One fineness of cutting by separators. */
export interface TextLevel {
  /** Finds what stands between two pieces. */
  readonly separator: Separator;
  /**
   * Where the matched text goes: to no piece, to the piece before it, or to the one after it where it begins with a
   * line end (a heading, say) and else to the one before it (a punctuation mark, say).
   */
  readonly keep: "none" | "before" | "by-line";
}

/** A piece that is divided by one level after the other. */
export function textPiece(text: string, feeds: LineFeeds, range: Range, levels: readonly TextLevel[]): Piece {
  return new TextPiece(text, feeds, range.start, range.end, levels, 0);
}

/** A class and not a closure: there is one of each word of a long line. */
class TextPiece implements Piece {
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  readonly #feeds: LineFeeds;
  readonly #levels: readonly TextLevel[];
  readonly #used: number;

  constructor(text: string, feeds: LineFeeds, start: number, end: number, levels: readonly TextLevel[], used: number) {
    this.start = start;
    this.end = end;
    this.#text = text;
    this.#feeds = feeds;
    this.#levels = levels;
    this.#used = used;
  }

  parts(): readonly Piece[] | undefined {
    const level = this.#levels[this.#used];
    if (level === undefined) return undefined;
    const { separator, keep } = level;
    const matches = separator(this.#text, this.start, this.end, this.#feeds);
    const parts: Piece[] = [];
    let from = this.start;
    for (let index = 0; index < matches.length; index += 2) {
      const start = matches[index] as number;
      const end = matches[index + 1] as number;
      const goesOn = keep === "by-line" && end > start && isLineEnd(this.#text.charCodeAt(start));
      parts.push(this.#part(from, keep === "none" || goesOn ? start : end));
      from = goesOn ? start : end;
    }
    parts.push(this.#part(from, this.end));
    return parts;
  }

  #part(start: number, end: number): Piece {
    return new TextPiece(this.#text, this.#feeds, start, end, this.#levels, this.#used + 1);
  }
}
