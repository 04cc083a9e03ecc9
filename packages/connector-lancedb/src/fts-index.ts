import type { IndexSpec } from "./index-spec.ts";
import { LanceDbError } from "./lancedb-error.ts";

/** Languages whose words LanceDB can reduce to their stems. */
export const FTS_LANGUAGES = [
  "Arabic",
  "Danish",
  "Dutch",
  "English",
  "Finnish",
  "French",
  "German",
  "Greek",
  "Hungarian",
  "Italian",
  "Norwegian",
  "Portuguese",
  "Romanian",
  "Russian",
  "Spanish",
  "Swedish",
  "Tamil",
  "Turkish",
] as const;

export type FtsLanguage = (typeof FTS_LANGUAGES)[number];

/** How a text becomes words. Chinese, Japanese and Korean put no spaces between words: they need "icu" or "ngram". */
export type FtsTokenizer =
  | "icu"
  | "icu/split"
  | "ngram"
  | "raw"
  | "simple"
  | "whitespace"
  | `jieba/${string}`
  | `lindera/${string}`;

export interface FtsIndexOptions<Column extends string = string> {
  /** A name among the table's full-text indexes. Default: the column. */
  readonly name?: string;
  readonly column: Column;
  /** Default "simple": cut at white space and punctuation. */
  readonly tokenizer?: FtsTokenizer;
  /** The language of stems and stop words. Default "English". */
  readonly language?: FtsLanguage;
  /** Keep the places of words, which searching for phrases needs. Default true. */
  readonly withPosition?: boolean;
  /** Find "run" in "running". Default true, except with "ngram" and "raw". */
  readonly stem?: boolean;
  /** Leave out words such as "the". Default true, except with "ngram" and "raw". */
  readonly removeStopWords?: boolean;
  /** Stop words in place of the language's own. */
  readonly stopWords?: readonly string[];
  /** Default true. */
  readonly lowercase?: boolean;
  /** Find "café" by "cafe". Default true. */
  readonly asciiFolding?: boolean;
  /** Longer words are left out. LanceDB's default is 40. */
  readonly maxTokenLength?: number;
  /** "ngram" only. Default 2, so that a CJK word of two characters is found. */
  readonly ngramMinLength?: number;
  /** "ngram" only. Default 3. */
  readonly ngramMaxLength?: number;
  /** "ngram" only: index the beginnings of words only. Default false. */
  readonly prefixOnly?: boolean;
}

const knownOptions: ReadonlySet<string> = new Set<keyof FtsIndexOptions>([
  "name",
  "column",
  "tokenizer",
  "language",
  "withPosition",
  "stem",
  "removeStopWords",
  "stopWords",
  "lowercase",
  "asciiFolding",
  "maxTokenLength",
  "ngramMinLength",
  "ngramMaxLength",
  "prefixOnly",
]);
const tokenizer = /^(?:icu|icu\/split|ngram|raw|simple|whitespace|(?:jieba|lindera)\/\S+)$/;

/**
 * Checks what was asked for and gives it its stored form. Language and tokenizer are checked here and not left to
 * LanceDB: a language that it does not know ends the whole process.
 */
export function ftsIndexSpec(options: FtsIndexOptions, table: string): IndexSpec {
  const refuse = (problem: string, hint: string): never => {
    throw new LanceDbError(`Table ${table}: the full-text index on ${options.column} ${problem}.`, {
      code: "LANCEDB_INDEX_OPTIONS",
      hint,
    });
  };
  const unknown = Object.keys(options).find((option) => !knownOptions.has(option));
  if (unknown !== undefined) refuse(`has an unknown option "${unknown}"`, `Known: ${[...knownOptions].join(", ")}.`);
  const baseTokenizer = options.tokenizer ?? "simple";
  if (!tokenizer.test(baseTokenizer)) {
    refuse(
      `has the unknown tokenizer ${JSON.stringify(baseTokenizer)}`,
      "Known: simple, whitespace, raw, ngram, icu, icu/split, jieba/MODEL, lindera/MODEL.",
    );
  }
  const language = options.language ?? "English";
  if (!FTS_LANGUAGES.includes(language)) {
    refuse(
      `has the unknown language ${JSON.stringify(language)}`,
      `Known: ${FTS_LANGUAGES.join(", ")}. For Chinese, Japanese and Korean leave it out and use the tokenizer "icu" or "ngram".`,
    );
  }
  const wholeWords = baseTokenizer !== "ngram" && baseTokenizer !== "raw";
  const parameters: Record<string, boolean | number | string | readonly string[]> = {
    baseTokenizer,
    language,
    withPosition: options.withPosition ?? true,
    stem: options.stem ?? wholeWords,
    removeStopWords: options.removeStopWords ?? wholeWords,
    lowercase: options.lowercase ?? true,
    asciiFolding: options.asciiFolding ?? true,
  };
  if (options.stopWords !== undefined) parameters["customStopWords"] = options.stopWords;
  const { ngramMinLength = 2, ngramMaxLength = Math.max(3, ngramMinLength), prefixOnly = false } = options;
  if (baseTokenizer === "ngram") Object.assign(parameters, { ngramMinLength, ngramMaxLength, prefixOnly });
  else if (["ngramMinLength", "ngramMaxLength", "prefixOnly"].some((name) => Object.hasOwn(options, name))) {
    refuse("has an option of n-grams", 'Set tokenizer: "ngram", or leave the option out.');
  }
  if (ngramMaxLength < ngramMinLength) refuse("has ngramMaxLength below ngramMinLength", "Swap the two.");
  if (options.maxTokenLength !== undefined) parameters["maxTokenLength"] = options.maxTokenLength;
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === "number" && !(Number.isInteger(value) && value > 0)) {
      refuse(`has ${name}: ${value}`, "Give a whole number above 0.");
    }
  }
  return { kind: "fts", column: options.column, type: "fts", minRows: 0, parameters };
}
