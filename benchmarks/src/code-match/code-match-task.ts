/** What a matcher is to do. */
export interface CodeMatchTask {
  /** A file with the paths of what is searched, as JSON. */
  readonly list: string;
  /** Each as every program writes it. */
  readonly patterns: readonly SearchedPattern[];
  /** "prefilter": texts are only asked whether they might match; "match": what matches is found. */
  readonly phase: "prefilter" | "match";
}

/** One question, in both pattern languages. */
export interface SearchedPattern {
  readonly coco: string;
  readonly astGrep: string;
}

/** The extension of a file decides what it is parsed as. */
export const LANGUAGES: Readonly<Record<string, string>> = { ".ts": "typescript", ".js": "javascript" };
