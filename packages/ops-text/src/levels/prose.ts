import { referenceLevels } from "./reference-levels.ts";
import { blankLine, expression, lineEnd, type Separator, whiteSpace } from "./separators.ts";
import { type TextLevel, textPiece } from "./text-levels.ts";
import type { LanguageLevels } from "./piece.ts";

const before = (separator: RegExp | Separator): TextLevel => ({
  separator: separator instanceof RegExp ? expression(separator) : separator,
  keep: "before",
});

/** Blank lines, with or without white space on them. */
export const blankLines: TextLevel = before(blankLine);

/** Line ends. */
export const lineEnds: TextLevel = before(lineEnd);

/**
 * Ends of sentences: the mark, quotes and brackets that close with it, and white space; CJK marks need none. The number
 * of a list item, alone at the start of its line, ends no sentence.
 */
export const sentences: TextLevel = before(
  /[.?!](?<!(?:^|[\r\n])[^\S\r\n]{0,8}\d{1,4}\.)["'”’»)\]*_`]{0,4}\p{White_Space}+|[。？！]+[」』”’）】]{0,4}/gu,
);

/** Ends of clauses. A dash at the start of a line is a list's bullet and stays with its item. */
export const clauses: TextLevel = before(
  /[;:]\p{White_Space}+|(?<=[^\s\-–—][^\S\r\n]?)[-–—]+\p{White_Space}+|[；：]|—+(?![—\p{White_Space}])/gu,
);

/** Commas. */
export const commas: TextLevel = before(/,\p{White_Space}+|[，、]/gu);

/** White space. */
export const words: TextLevel = before(whiteSpace);

/** Levels for prose, and for text of which nothing is known. */
export const proseLevels: readonly TextLevel[] = [blankLines, lineEnds, sentences, clauses, commas, words];

/** Prose, cut so that no character but white space is lost. */
export const prose: LanguageLevels = ({ text }, feeds) =>
  textPiece(text, feeds, { start: 0, end: text.length }, proseLevels);

/** Prose as CocoIndex cuts it. */
export const referenceProse: LanguageLevels = ({ text }, feeds) =>
  textPiece(text, feeds, { start: 0, end: text.length }, referenceLevels);
