import { type Chunk, type MemoKeyed, memoKey } from "@coco/connectorkit";
import { CodeSource } from "@coco/syntax";
import { type Compatibility, checkCompatibility } from "./compatibility.ts";
import { type CustomLanguage, customLevels } from "./levels/custom-language.ts";
import { levelsFor } from "./levels/languages.ts";
import type { LanguageLevels } from "./levels/piece.ts";
import { resolveOptions, type SplitOptions } from "./options.ts";
import { chooseChunks } from "./plan/choose-chunks.ts";
import { cutIntoAtoms } from "./plan/cut-into-atoms.ts";
import { SplitterError } from "./splitter-error.ts";
import { scopesOf } from "./structure/scopes-of.ts";
import { type StructuredChunk, structuredChunks } from "./structure/structured-chunk.ts";
import { checkText } from "./text/check-text.ts";
import { chunksAt } from "./text/chunks.ts";
import { LineFeeds } from "./text/line-feeds.ts";
import type { Range } from "./text/range.ts";
import { createRuler } from "./text/ruler.ts";

/** How a {@link RecursiveSplitter} works. */
export interface RecursiveSplitterOptions {
  /** Languages of one's own; they come before the built-in ones. */
  readonly customLanguages?: readonly CustomLanguage[] | undefined;
  /** `"cocoindex"` cuts exactly as CocoIndex 1.0 does. */
  readonly compatibility?: Compatibility | undefined;
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
  split(text: string | CodeSource, options: SplitOptions): Promise<Chunk[]>;

  /**
   * The same chunks, each with its breadcrumb (the headings or definitions that it lies in) and a stable id.
   *
   * @throws SplitterError for options that make no sense.
   */
  splitStructured(text: string | CodeSource, options: SplitOptions): Promise<StructuredChunk[]>;
}

/**
 * Makes a {@link RecursiveSplitter}.
 *
 * @throws SplitterError for a custom language whose names or separators cannot be used.
 */
export const RecursiveSplitter: new (options?: RecursiveSplitterOptions) => RecursiveSplitter =
  // An expression, because an exported class may not have a computed member under isolatedDeclarations.
  class {
    readonly #compatibility: Compatibility | undefined;
    readonly #customLanguages: readonly CustomLanguage[];
    readonly #levels: ReadonlyMap<string, LanguageLevels>;

    constructor(options: RecursiveSplitterOptions = {}) {
      this.#compatibility = checkCompatibility(options.compatibility);
      this.#customLanguages = options.customLanguages ?? [];
      this.#levels = customLevels(this.#customLanguages, this.#compatibility);
    }

    async split(given: string | CodeSource, options: SplitOptions): Promise<Chunk[]> {
      const { text, feeds, ranges } = await this.#divide(given, options);
      return chunksAt(text, feeds, ranges, this.#compatibility);
    }

    async splitStructured(given: string | CodeSource, options: SplitOptions): Promise<StructuredChunk[]> {
      const { text, feeds, ranges, source } = await this.#divide(given, options);
      const chunks = chunksAt(text, feeds, ranges, this.#compatibility);
      return structuredChunks(text, chunks, ranges, await scopesOf(source));
    }

    async #divide(given: string | CodeSource, options: SplitOptions): Promise<Divided> {
      const compatibility = this.#compatibility;
      const { sizes, unit, language: asked } = resolveOptions(options, compatibility);
      const source = sourceOf(given, asked);
      const { text } = source;
      const ruler = createRuler(text, unit, compatibility);
      const feeds = new LineFeeds(text);
      const root = await levelsFor(asked ?? source.language, this.#levels, compatibility)(source, feeds);
      const atoms = cutIntoAtoms(text, feeds, root, sizes, ruler, compatibility);
      return { text, feeds, source, ranges: chooseChunks(atoms, sizes, ruler, compatibility) };
    }

    [memoKey](): unknown {
      const languages = this.#customLanguages.map(({ name, aliases = [], separators }) => [
        name,
        [...aliases],
        separators.map(String),
      ]);
      return [this.#compatibility, languages];
    }
  };

interface Divided {
  readonly text: string;
  readonly feeds: LineFeeds;
  readonly source: CodeSource;
  readonly ranges: readonly Range[];
}

/** What was given as one that knows its language. */
function sourceOf(given: string | CodeSource, language: string | undefined): CodeSource {
  if (!(given instanceof CodeSource)) {
    checkText(given);
    return new CodeSource(given, language);
  }
  if (language === undefined) return given;
  throw new SplitterError(`The option language is ${JSON.stringify(language)}, but a CodeSource was given.`, {
    code: "SPLIT_OPTIONS_INVALID",
    hint: "Leave the option out: a CodeSource has a language of its own.",
  });
}
