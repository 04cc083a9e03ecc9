import { type CodeMatch, renderMatch } from "@coco/code-match";
import type { Console } from "../console.ts";
import { exitCode } from "../exit-code.ts";
import { Search, type SearchedFile, type SearchOptions } from "../matching/search-files.ts";
import { excerpt } from "../output/excerpt.ts";

interface Options extends SearchOptions {
  readonly json?: true;
  readonly scopes?: true;
  readonly limit?: number;
}

/** `coco-match search`. */
export async function searchCommand(
  console: Console,
  pattern: string,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  let shown = 0;
  for await (const found of new Search(console, pattern, paths, options).files()) {
    for (const match of found.matches) {
      if (shown === options.limit) {
        console.note(`There are more; --limit ${shown} were shown.`);
        return exitCode.good;
      }
      shown++;
      if (options.json === true) console.print(JSON.stringify(matchData(found, match)));
      else showMatch(console, found, match, options.scopes === true);
    }
  }
  return shown > 0 ? exitCode.good : exitCode.bad;
}

function showMatch(console: Console, { file }: SearchedFile, match: CodeMatch, scopes: boolean): void {
  const { line, column } = match.startPosition;
  const place = `${console.style("magenta", file.name)}:${console.style("green", String(line))}:${column}`;
  console.print(scopes ? place : `${place}: ${excerpt(console, match)}`);
  if (scopes) console.print(`${renderMatch(match).text.replaceAll(/^/gm, "    ").trimEnd()}\n`);
}

function matchData({ file, pattern }: SearchedFile, match: CodeMatch): unknown {
  const captures = Object.entries(match.captures).map(([name, { text, startPosition, endPosition }]) => [
    name,
    { text, start: startPosition, end: endPosition },
  ]);
  return {
    file: file.name,
    language: pattern.language,
    kind: match.kind,
    start: match.startPosition,
    end: match.endPosition,
    text: match.text,
    captures: Object.fromEntries(captures) as unknown,
  };
}
