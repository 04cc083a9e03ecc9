// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CodeSource, CodeSource as CodeSource$1, detectLanguage } from "@coco/syntax";
import { Chunk, CocoError, MemoKeyed } from "@coco/connectorkit";
/**
 * Whose rules a splitter follows. `"cocoindex"` cuts, measures and counts as CocoIndex 1.0 does, down to its oddities;
 * without it the improvements that the README lists are on.
 */
type Compatibility = "cocoindex";
/** A language of one's own, cut by regular expressions. */
interface CustomLanguage {
  /** The name that the option `language` refers to it by; case does not matter. It may shadow a built-in language. */
  readonly name: string;
  /** Other names for it, for example `".abc"`. */
  readonly aliases?: readonly string[];
  /**
   * What separates pieces, from the coarsest level to the finest. Each expression is run on one piece of the level above
   * and sees nothing beside it. Text that a separator matches stays with the piece before it, or with the one after it
   * where the match begins with a line end; white space at the ends of a chunk goes.
   */
  readonly separators: readonly RegExp[];
}
/**
 * What sizes are counted in: UTF-8 bytes, characters (UTF-16 units, as `String.prototype.length`; with `compatibility`
 * code points), or whatever a function of one's own says, for example a tokenizer's number of tokens. The function is
 * called several times a piece; it must be synchronous and must not count less for a text than for a part of it.
 */
type Unit = "bytes" | "characters" | ((text: string) => number);
/** How one text is split. */
interface SplitOptions {
  /** No chunk is larger, in `unit`. A whole number above 0. */
  readonly chunkSize: number;
  /**
   * Chunks smaller than this are made only where nothing else fits. Default: half of `chunkSize`, or `overlap` where
   * that is more.
   */
  readonly minChunkSize?: number | undefined;
  /** About how much text a chunk may share with the one before it: at most this, and none where nothing fits. Default 0. */
  readonly overlap?: number | undefined;
  /** A language's name, alias or extension with its dot; case does not matter. An unknown one is cut as prose. */
  readonly language?: string | undefined;
  /** What the sizes count. Default `"bytes"`, those of UTF-8. */
  readonly unit?: Unit | undefined;
}
/** A chunk that knows where in the structure of its text it stands. */
interface StructuredChunk extends Chunk {
  /**
   * The headings, or the definitions, that the whole chunk lies in, the outermost first: `["Guide", "Installation"]`,
   * `["Account", "deposit"]`. Embedded together with the text it says what the text is about.
   */
  readonly breadcrumb: readonly string[];
  /**
   * Made of the chunk's text, and of how many chunks before it have the same one: it stays when the text around the
   * chunk changes or the chunk moves.
   */
  readonly id: string;
}
/** Threads that split long texts, so that the one that asks for it goes on meanwhile. */
interface SplitWorkers {
  /** The most threads. Default: one less than the machine runs at once, at least 1. */
  readonly threads?: number | undefined;
  /** Texts of at least so many characters are split in a thread; for shorter ones the way there costs more. Default 100,000. */
  readonly minTextLength?: number | undefined;
  /** Megabytes of the heap of one thread; a text that needs more fails. Default: Node's. */
  readonly memoryLimit?: number | undefined;
}
/** How a {@link RecursiveSplitter} works. */
interface RecursiveSplitterOptions {
  /** Languages of one's own; they come before the built-in ones. */
  readonly customLanguages?: readonly CustomLanguage[] | undefined;
  /** `"cocoindex"` cuts exactly as CocoIndex 1.0 does. */
  readonly compatibility?: Compatibility | undefined;
  /**
   * Splits long texts in threads of their own; `{}` for the defaults. Not where the unit is a function, nor for a
   * `CodeSource`. The chunks are the same. Default: none.
   */
  readonly workers?: SplitWorkers | undefined;
}
/**
 * Splits text into chunks of limited size at the best boundaries there are: headings before paragraphs, paragraphs
 * before sentences, sentences before words. A splitter holds no state, may be shared, and may be an argument of a
 * memoized function.
 *
 * @example
 * const splitter = new RecursiveSplitter();
 * const chunks = await splitter.split(text, { chunkSize: 1000, overlap: 200, language: "markdown" });
 */
export interface RecursiveSplitter extends MemoKeyed {
  /**
   * The chunks of a text, in its order. Each is a stretch of it: `text.slice(start.charOffset, end.charOffset)` (not
   * with `compatibility`, which counts code points). Only white space may lie between two chunks; a text of white space
   * has none.
   *
   * @param text - the text, or a `CodeSource`, which brings its language with it and is not parsed anew when it was
   * parsed already.
   * @throws SplitterError for options that make no sense.
   */
  split(text: string | CodeSource$1, options: SplitOptions): Promise<Chunk[]>;
  /**
   * The same chunks, each with its breadcrumb (the headings or definitions that it lies in) and a stable id.
   *
   * @throws SplitterError for options that make no sense.
   */
  splitStructured(text: string | CodeSource$1, options: SplitOptions): Promise<StructuredChunk[]>;
}
/**
 * Makes a {@link RecursiveSplitter}.
 *
 * @throws SplitterError for a custom language whose names or separators cannot be used.
 */
export declare const RecursiveSplitter: new (options?: RecursiveSplitterOptions) => RecursiveSplitter;
/** What a {@link SeparatorSplitter} does with separators and white space. */
interface SeparatorSplitterOptions {
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
export declare const SeparatorSplitter: new (separators: readonly RegExp[], options?: SeparatorSplitterOptions) => SeparatorSplitter;
/** A splitter was given options, or a separator, that it cannot work with. */
export declare class SplitterError extends CocoError {
  static override readonly errorName: string;
}
export { CodeSource, type Compatibility, type CustomLanguage, type RecursiveSplitterOptions, type SeparatorSplitterOptions, type SplitOptions, type SplitWorkers, type StructuredChunk, type Unit, detectLanguage };
