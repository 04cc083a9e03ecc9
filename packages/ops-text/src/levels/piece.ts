import type { CodeSource } from "@coco/syntax";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Range } from "../text/range.ts";

/** A stretch of text that knows how it is best divided further. */
export interface Piece extends Range {
  /** Whether it is kept in one where it fits into a chunk, and not only where it fits into an atom. */
  readonly whole?: boolean;
  /** The pieces one step finer, in order; undefined when it cannot be divided. Text between them belongs to none. */
  parts(): readonly Piece[] | undefined;
}

/**
 * The whole text as a piece, divided as is best for one language. This is all that the splitter knows of a language:
 * regular expressions of rising fineness, Markdown blocks and syntax trees give the same.
 */
export type LanguageLevels = (source: CodeSource, feeds: LineFeeds) => Piece | Promise<Piece>;
