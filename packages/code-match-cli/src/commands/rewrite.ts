import { writeFileSync } from "node:fs";
import { type Edit, rewrite, type Rewriting } from "@coco/code-match";
import type { Console } from "../console.ts";
import { exitCode } from "../exit-code.ts";
import { withMark } from "../files/read-source.ts";
import { Search, type SearchedFile, type SearchOptions } from "../matching/search-files.ts";
import { shownDiff } from "../output/diff-colours.ts";
import { UsageError } from "../usage-error.ts";
import { plural } from "./count.ts";
import { Questions } from "./questions.ts";

interface Options extends SearchOptions {
  readonly write?: true;
  readonly interactive?: true;
  readonly check?: true;
  readonly force?: true;
}

/** `coco-match rewrite`. */
export async function rewriteCommand(
  console: Console,
  pattern: string,
  replacement: string,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  if ([options.write, options.interactive, options.check].filter((one) => one === true).length > 1)
    throw new UsageError("--write, --interactive and --check do not go together.");
  const writes = options.write === true || options.interactive === true;
  const questions = options.interactive === true ? new Questions(console) : undefined;
  let edits = 0;
  let files = 0;
  let broken = 0;
  let unsettled = 0;
  let skipped = 0;
  for await (const found of new Search(console, pattern, paths, options).files()) {
    if (questions?.stopped === true) break;
    const all = await rewrite(found.pattern, found.read.source, replacement);
    const rewriting = questions === undefined ? all : await agreedTo(found, replacement, all, questions);
    if (!rewriting.changed) continue;
    const { idempotent, syntaxErrors } = await rewriting.check();
    const [error] = syntaxErrors;
    if (error !== undefined) {
      const { line, column } = error.startPosition;
      console.note(`${found.file.name}: the new text breaks the language's rules in line ${line}, column ${column}`);
      if (writes && options.force !== true) {
        broken++;
        continue;
      }
    }
    if (!idempotent && questions === undefined) unsettled++;
    if (questions === undefined) skipped += rewriting.skipped.length;
    files++;
    edits += rewriting.edits.length;
    if (!writes) console.print(shownDiff(console, rewriting.diff({ path: found.file.name })));
    else writeFileSync(found.file.location, withMark(rewriting.text, found.read.marked));
  }
  const done = `${plural(edits, "replacement")} in ${plural(files, "file")}`;
  console.note(writes || files === 0 ? done : `${done}; nothing was written: --write or --interactive does.`);
  if (unsettled > 0)
    console.note(
      `The replacement is matched again in ${plural(unsettled, "file")}: another run would change them again.`,
    );
  if (skipped > 0)
    console.note(
      `${plural(skipped, "match overlaps", "matches overlap")} what was replaced and had to wait: run it again.`,
    );
  if (broken > 0) {
    console.note(`${plural(broken, "file was", "files were")} left as they are; --force writes them too.`);
    return exitCode.failed;
  }
  return options.check === true && files > 0 ? exitCode.bad : exitCode.good;
}

/** The changes that the answers leave. Where a match is left, those within it are asked about. */
async function agreedTo(
  { file, pattern, read }: SearchedFile,
  replacement: string,
  all: Rewriting,
  questions: Questions,
): Promise<Rewriting> {
  const left = new Set<string>();
  const agreed = new Set<string>();
  const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): string => `${start} ${end}`;
  const next = (): Promise<Rewriting> =>
    rewrite(pattern, read.source, replacement, { filter: (match) => !left.has(placeOf(match)) });
  questions.beginFile();
  for (let rewriting = all; ; rewriting = await next()) {
    const edit: Edit | undefined = rewriting.edits.find(({ match }) => !agreed.has(placeOf(match)));
    if (edit === undefined) return rewriting;
    if (await questions.agree(file.name, read.source.text, edit)) agreed.add(placeOf(edit.match));
    else left.add(placeOf(edit.match));
  }
}
