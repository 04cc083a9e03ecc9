import { type CodeMatch, CodeMatchError, type CodePattern } from "@coco/code-match";
import type { Console } from "../console.ts";
import { type FileOptions, findFiles, type FoundFile } from "../files/find-files.ts";
import { type FileSource, SourceReader } from "../files/read-source.ts";
import { type PatternArguments, Patterns } from "./patterns.ts";

export type SearchOptions = FileOptions & PatternArguments;

/** A file with matches. */
export interface SearchedFile {
  readonly file: FoundFile;
  readonly read: FileSource;
  readonly pattern: CodePattern;
  /** From top to bottom, those around others first; each place once. */
  readonly matches: readonly CodeMatch[];
}

/** A search for a pattern in files. */
export class Search {
  /** Files of the languages that were asked for. */
  searched = 0;
  readonly #console: Console;
  readonly #pattern: string;
  readonly #paths: readonly string[];
  readonly #options: SearchOptions;

  constructor(console: Console, pattern: string, paths: readonly string[], options: SearchOptions) {
    this.#console = console;
    this.#pattern = pattern;
    this.#paths = paths;
    this.#options = options;
  }

  /** The files with matches. At the end it is said which were passed over. */
  async *files(): AsyncGenerator<SearchedFile> {
    const patterns = await Patterns.compile(this.#pattern, this.#options);
    const reader = new SourceReader(patterns.languages, this.#options.maxSize);
    for await (const file of findFiles(this.#console.folder, this.#paths, this.#options)) {
      const language = reader.languageOf(file);
      const pattern = language === undefined ? undefined : await patterns.in(language);
      if (language === undefined || pattern === undefined) continue;
      this.searched++;
      const read = reader.read(file, language);
      if (read === undefined || !pattern.mightMatch(read.source.text)) continue;
      const matches = await matchesOf(pattern, read, (why) => reader.passedOver.add(file.name, why));
      if (matches.length > 0) yield { file, read, pattern, matches };
    }
    patterns.expectOne();
    noteTo(this.#console, reader);
  }
}

/** Says which files were passed over, and why. */
export function noteTo(console: Console, { passedOver: { files } }: SourceReader): void {
  for (const { name, why } of files) console.note(`passed over: ${name}: ${why}`);
}

/** What matches; a file that cannot be parsed is passed over. */
async function matchesOf(
  pattern: CodePattern,
  { source }: FileSource,
  passOver: (why: string) => void,
): Promise<CodeMatch[]> {
  try {
    const places = new Set<string>();
    return (await pattern.match(source))
      .toSorted((one, other) => one.start - other.start || other.end - one.end)
      .filter(({ start, end }) => {
        const place = `${start} ${end}`;
        return !places.has(place) && places.add(place);
      });
  } catch (error) {
    if (!(error instanceof CodeMatchError)) throw error;
    passOver(error.message);
    return [];
  }
}
