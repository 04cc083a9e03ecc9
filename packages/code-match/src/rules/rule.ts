import type { PatternOptions } from "../code-pattern.ts";

/** How much a finding matters; what the levels mean is for whoever runs the rules. */
export type Severity = "error" | "warning" | "info";

/** Something to be found in code, what to say of it, and how to put it right. */
export interface Rule extends Pick<PatternOptions, "sigil" | "inside" | "notInside" | "where"> {
  /** Names it, in reports and in comments that switch it off: letters, digits, `-`, `_`, `.` and `/`. */
  readonly id: string;
  /** The language that it is about, or several. */
  readonly language: string | readonly string[];
  /** What is found. */
  readonly pattern: string;
  /** What is wrong about it. Names of the pattern stand for their code, cut to its first line. */
  readonly message: string;
  /** Default "warning". */
  readonly severity?: Severity | undefined;
  /** What to write in place of it, as `rewrite` takes it. */
  readonly fix?: string | undefined;
  /** Why, at length. */
  readonly note?: string | undefined;
  /** Where to read on. */
  readonly url?: string | undefined;
  /** Only files that one of these patterns matches, in .gitignore syntax. Default: all of the language. */
  readonly files?: readonly string[] | undefined;
  /** No file that one of these matches. */
  readonly exclude?: readonly string[] | undefined;
}
