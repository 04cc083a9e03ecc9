import type { Console } from "../console.ts";
import { exitCode } from "../exit-code.ts";
import { Search, type SearchOptions } from "../matching/search-files.ts";

interface Options extends SearchOptions {
  readonly byFile?: true;
  readonly json?: true;
}

/** `coco-match count`. */
export async function countCommand(
  console: Console,
  pattern: string,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  const search = new Search(console, pattern, paths, options);
  const files: Record<string, number> = {};
  let matches = 0;
  for await (const found of search.files()) {
    files[found.file.name] = found.matches.length;
    matches += found.matches.length;
    if (options.byFile === true && options.json !== true) console.print(`${found.matches.length}\t${found.file.name}`);
  }
  const { searched } = search;
  if (options.json === true) console.print(JSON.stringify({ matches, searched, ...(options.byFile ? { files } : {}) }));
  else if (options.byFile !== true)
    console.print(
      `${plural(matches, "match", "matches")} in ${Object.keys(files).length} of ${plural(searched, "file")}`,
    );
  return matches > 0 ? exitCode.good : exitCode.bad;
}

/** A number with its noun. */
export function plural(count: number, one: string, several: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
