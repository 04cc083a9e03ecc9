import type { Compatibility } from "./compatibility.ts";
import { SplitterError } from "./splitter-error.ts";
import type { Unit } from "./text/ruler.ts";

/** How one text is split. */
export interface SplitOptions {
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

/** Sizes that were checked and filled in. */
export interface Sizes {
  readonly chunkSize: number;
  readonly minChunkSize: number;
  readonly overlap: number;
  /** A piece up to this size is not divided. */
  readonly atomSize: number;
  /** Neighbouring atoms of one level are joined up to this size. */
  readonly grainSize: number;
}

/** Options that were checked and filled in. */
export interface ResolvedOptions {
  readonly sizes: Sizes;
  readonly unit: Unit;
  readonly language: string | undefined;
}

/**
 * Checks the options and fills in what was not given.
 *
 * @throws SplitterError for sizes that contradict each other or are no whole numbers, and for values of a wrong type.
 * With `compatibility`, sizes that CocoIndex accepts are accepted, and `overlap` is lowered to `minChunkSize` as there.
 */
export function resolveOptions(options: SplitOptions, compatibility: Compatibility | undefined): ResolvedOptions {
  const { unit = "bytes", language } = options;
  if (unit !== "bytes" && unit !== "characters" && typeof unit !== "function") {
    throw invalid(
      `unit is ${JSON.stringify(unit)}.`,
      'It must be "bytes", "characters" or a function from text to size.',
    );
  }
  if (language !== undefined && typeof language !== "string") {
    throw invalid(`language must be a string, but is a value of type ${typeof language}.`, 'For example "markdown".');
  }
  const sizes = compatibility === undefined ? resolveSizes(options) : resolveReferenceSizes(options);
  return { sizes, unit, language };
}

function resolveSizes(options: SplitOptions): Sizes {
  const chunkSize = checkSize("chunkSize", options.chunkSize);
  const overlap = checkSize("overlap", options.overlap ?? 0);
  const half = Math.floor(chunkSize / 2);
  const minChunkSize = checkSize("minChunkSize", options.minChunkSize ?? Math.max(half, overlap));
  if (chunkSize === 0) {
    throw invalid("chunkSize must be larger than 0.", "Give the largest size that a chunk may have.");
  }
  if (overlap >= chunkSize) {
    throw invalid(
      `overlap (${overlap}) must be smaller than chunkSize (${chunkSize}).`,
      "A tenth to a fifth of chunkSize is usual.",
    );
  }
  if (minChunkSize > chunkSize) {
    throw invalid(
      `minChunkSize (${minChunkSize}) must not be larger than chunkSize (${chunkSize}).`,
      "Leave it out to get half of chunkSize.",
    );
  }
  const largestAtom = minChunkSize > 0 ? minChunkSize : Math.max(half, 1);
  return {
    chunkSize,
    minChunkSize,
    overlap,
    // Larger atoms would not fit into the overlap, and there would be none.
    atomSize: overlap > 0 ? Math.min(overlap, largestAtom) : largestAtom,
    // Bounds the atoms of a chunk, and so the time, without a difference that one could see.
    grainSize: Math.floor(Math.min(chunkSize / 64, (overlap || chunkSize) / 4)),
  };
}

function resolveReferenceSizes(options: SplitOptions): Sizes {
  const chunkSize = checkSize("chunkSize", options.chunkSize);
  const minChunkSize = checkSize("minChunkSize", options.minChunkSize ?? Math.floor(chunkSize / 2));
  const overlap = Math.min(checkSize("overlap", options.overlap ?? 0), minChunkSize);
  return { chunkSize, minChunkSize, overlap, atomSize: overlap > 0 ? overlap : minChunkSize, grainSize: 0 };
}

function checkSize(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const given = typeof value === "number" ? String(value) : `a value of type ${typeof value}`;
  throw invalid(
    `${name} must be a whole number, 0 or more, but is ${given}.`,
    "Sizes count what the option unit says: bytes where it is not given.",
  );
}

function invalid(message: string, hint: string): SplitterError {
  return new SplitterError(message, { code: "SPLIT_OPTIONS_INVALID", hint });
}
