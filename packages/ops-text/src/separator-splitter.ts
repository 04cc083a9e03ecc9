import { type Chunk, type MemoKeyed, memoKey } from "@coco/connectorkit";
import { type Compatibility, checkCompatibility } from "./compatibility.ts";
import { SplitterError } from "./splitter-error.ts";
import { checkText } from "./text/check-text.ts";
import { chunksAt } from "./text/chunks.ts";
import { LineFeeds } from "./text/line-feeds.ts";
import { findMatch, searchable } from "./text/matches.ts";
import type { Range } from "./text/range.ts";
import { isAsciiWhiteSpace, isWhiteSpace, trimRange } from "./text/white-space.ts";

/** What a {@link SeparatorSplitter} does with separators and white space. */
export interface SeparatorSplitterOptions {
  /** Which piece a separator stays with, the one on its left or on its right. Default: none, it is left out. */
  readonly keepSeparator?: "left" | "right" | undefined;
  /** Whether empty pieces are chunks too. Default false. */
  readonly includeEmpty?: boolean | undefined;
  /** Whether white space at both ends of a piece is left out. Default true. */
  readonly trim?: boolean | undefined;
  /** `"cocoindex"`: only ASCII white space is trimmed, and positions count code points and `\n`. */
  readonly compatibility?: Compatibility | undefined;
}

/**
 * Splits text wherever one of the separators matches, whatever the size of the pieces. Where several match, the
 * leftmost counts, and at one place the one listed first. No separators: the whole text is one piece. A splitter may be
 * an argument of a memoized function.
 *
 * @example
 * const paragraphs = await new SeparatorSplitter([/\n\n+/]).split(text);
 */
export interface SeparatorSplitter extends MemoKeyed {
  /**
   * The chunks of a text, in its order.
   *
   * @throws SplitterError for a separator that matches half of a character, for lack of the flag `u`.
   */
  split(text: string): Promise<Chunk[]>;
}

/**
 * Makes a {@link SeparatorSplitter}.
 *
 * @throws SplitterError for a separator that is no regular expression, or a sticky one.
 */
export const SeparatorSplitter: new (
  separators: readonly RegExp[],
  options?: SeparatorSplitterOptions,
) => SeparatorSplitter =
  // An expression, because an exported class may not have a computed member under isolatedDeclarations.
  class {
    readonly #separators: readonly RegExp[];
    readonly #options: SeparatorSplitterOptions;

    constructor(separators: readonly RegExp[], options: SeparatorSplitterOptions = {}) {
      this.#separators = separators.map((pattern) => searchable(pattern, "Separators"));
      const { keepSeparator, compatibility } = options;
      checkCompatibility(compatibility);
      if (keepSeparator !== undefined && keepSeparator !== "left" && keepSeparator !== "right") {
        throw new SplitterError(`keepSeparator is ${JSON.stringify(keepSeparator)}.`, {
          code: "SPLIT_OPTIONS_INVALID",
          hint: 'It must be "left" or "right"; leave it out to drop separators.',
        });
      }
      this.#options = options;
    }

    async split(text: string): Promise<Chunk[]> {
      checkText(text);
      const { compatibility, includeEmpty = false, trim = true } = this.#options;
      const isSpace = compatibility === undefined ? isWhiteSpace : isAsciiWhiteSpace;
      const pieces = this.#pieces(text)
        .map((piece) => (trim ? trimRange(text, piece, isSpace) : piece))
        .filter(({ start, end }) => includeEmpty || end > start);
      return chunksAt(text, new LineFeeds(text), pieces, compatibility);
    }

    [memoKey](): unknown {
      const { keepSeparator, includeEmpty = false, trim = true, compatibility } = this.#options;
      const separators = this.#separators.map(String);
      return [separators, keepSeparator, includeEmpty, trim, compatibility];
    }

    #pieces(text: string): Range[] {
      const { keepSeparator } = this.#options;
      const pieces: Range[] = [];
      let start = 0;
      for (const match of this.#matches(text)) {
        pieces.push({ start, end: keepSeparator === "left" ? match.end : match.start });
        start = keepSeparator === "right" ? match.start : match.end;
      }
      pieces.push({ start, end: text.length });
      return pieces;
    }

    /** Matches of any separator, none overlapping another. Each expression searches again only once it was passed. */
    #matches(text: string): Range[] {
      const matches: Range[] = [];
      const upcoming: (Range | undefined)[] = this.#separators.map((pattern) => findMatch(pattern, text, 0, -1));
      for (;;) {
        let earliest: Range | undefined;
        for (const match of upcoming) {
          if (match !== undefined && (earliest === undefined || match.start < earliest.start)) earliest = match;
        }
        if (earliest === undefined) return matches;
        matches.push(earliest);
        const { end } = earliest;
        this.#separators.forEach((pattern, index) => {
          const match = upcoming[index];
          const passed = match !== undefined && (match.start < end || (match.start === end && match.end === end));
          if (passed) upcoming[index] = findMatch(pattern, text, end, end);
        });
      }
    }
  };
