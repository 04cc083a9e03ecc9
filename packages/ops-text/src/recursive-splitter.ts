import { type Chunk, type MemoKeyed, memoKey } from "@coco/connectorkit";
import type { CodeSource } from "@coco/syntax";
import { type Compatibility, checkCompatibility } from "./compatibility.ts";
import { type CustomLanguage, customLevels } from "./levels/custom-language.ts";
import { resolveOptions, type SplitOptions } from "./options.ts";
import { sourceOf, splitSource, type SplitterSetup } from "./split-source.ts";
import type { StructuredChunk } from "./structure/structured-chunk.ts";
import { SplitPool } from "./workers/split-pool.ts";
import { resolveWorkers, type SplitWorkers } from "./workers/worker-options.ts";

/** How a {@link RecursiveSplitter} works. */
export interface RecursiveSplitterOptions {
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
    readonly #setup: SplitterSetup;
    readonly #customLanguages: readonly CustomLanguage[];
    readonly #pool: SplitPool | undefined;

    constructor(options: RecursiveSplitterOptions = {}) {
      const { customLanguages = [], workers } = options;
      const compatibility = checkCompatibility(options.compatibility);
      this.#setup = { compatibility, levels: customLevels(customLanguages, compatibility) };
      this.#customLanguages = customLanguages;
      this.#pool = workers === undefined ? undefined : new SplitPool(resolveWorkers(workers));
    }

    split(given: string | CodeSource, options: SplitOptions): Promise<Chunk[]> {
      return this.#split(given, options, false);
    }

    async splitStructured(given: string | CodeSource, options: SplitOptions): Promise<StructuredChunk[]> {
      return (await this.#split(given, options, true)) as StructuredChunk[];
    }

    async #split(given: string | CodeSource, options: SplitOptions, structured: boolean): Promise<Chunk[]> {
      const { compatibility } = this.#setup;
      const resolved = resolveOptions(options, compatibility);
      const source = sourceOf(given, resolved.language);
      // A source stays where its tree is, or will be; a function cannot go elsewhere.
      const mayLeave = source !== given && typeof options.unit !== "function";
      const pool = this.#pool;
      if (pool === undefined || !mayLeave || source.text.length < pool.options.minTextLength) {
        return splitSource(source, resolved, this.#setup, structured);
      }
      const { chunkSize, minChunkSize, overlap, language, unit } = options;
      const copied = { chunkSize, minChunkSize, overlap, language, unit };
      const customLanguages = this.#customLanguages;
      return pool.run({ text: source.text, options: copied, structured, compatibility, customLanguages });
    }

    [memoKey](): unknown {
      const languages = this.#customLanguages.map(({ name, aliases = [], separators }) => [
        name,
        [...aliases],
        separators.map(String),
      ]);
      return [this.#setup.compatibility, languages];
    }
  };
