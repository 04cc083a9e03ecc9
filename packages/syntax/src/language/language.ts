/** A language that coco knows. */
export interface Language {
  /** Its one name, in lower case: "typescript". */
  readonly name: string;
  /** Other names that it goes by, in lower case. */
  readonly aliases: readonly string[];
  /** Ends of file names, with their dot, in lower case; some have two parts, such as ".d.ts". */
  readonly extensions: readonly string[];
  /** Whole file names, in lower case. */
  readonly fileNames: readonly string[];
  /** Programs that a first line such as `#!/usr/bin/env python3` names, without version numbers. */
  readonly interpreters: readonly string[];
  /** Whether there is a grammar for it, and so a syntax tree. */
  readonly hasGrammar: boolean;
}

/** What tells one language; each field is a list with spaces between. */
export interface LanguageMarks {
  readonly aliases?: string;
  readonly extensions?: string;
  readonly fileNames?: string;
  readonly interpreters?: string;
}

/** Languages from a table of what tells them. */
export function languagesOf(table: Readonly<Record<string, LanguageMarks>>, hasGrammar: boolean): readonly Language[] {
  return Object.entries(table).map(([name, { aliases, extensions, fileNames, interpreters }]) => ({
    name,
    aliases: list(aliases),
    extensions: list(extensions),
    fileNames: list(fileNames),
    interpreters: list(interpreters),
    hasGrammar,
  }));
}

function list(words: string | undefined): readonly string[] {
  return words === undefined ? [] : words.split(" ");
}
