import type { Chunk } from "@coco/connectorkit";
import { CodeSource } from "@coco/syntax";
import type { Compatibility } from "./compatibility.ts";
import { levelsFor } from "./levels/languages.ts";
import type { LanguageLevels } from "./levels/piece.ts";
import type { ResolvedOptions } from "./options.ts";
import { chooseChunks } from "./plan/choose-chunks.ts";
import { cutIntoAtoms } from "./plan/cut-into-atoms.ts";
import { SplitterError } from "./splitter-error.ts";
import { scopesOf } from "./structure/scopes-of.ts";
import { structuredChunks } from "./structure/structured-chunk.ts";
import { checkText } from "./text/check-text.ts";
import { chunksAt } from "./text/chunks.ts";
import { LineFeeds } from "./text/line-feeds.ts";
import { createRuler } from "./text/ruler.ts";

/** What a splitter knows before it sees a text. */
export interface SplitterSetup {
  readonly compatibility: Compatibility | undefined;
  /** The user's own languages, by their names in lower case. */
  readonly levels: ReadonlyMap<string, LanguageLevels>;
}

/** The chunks of a text; structured ones if that is asked for. */
export async function splitSource(
  source: CodeSource,
  { sizes, unit, language }: ResolvedOptions,
  { compatibility, levels }: SplitterSetup,
  structured: boolean,
): Promise<Chunk[]> {
  const { text } = source;
  const ruler = createRuler(text, unit, compatibility);
  const feeds = new LineFeeds(text);
  const root = await levelsFor(language ?? source.language, levels, compatibility)(source, feeds);
  const atoms = cutIntoAtoms(text, feeds, root, sizes, ruler, compatibility);
  const ranges = chooseChunks(atoms, sizes, ruler, compatibility);
  const chunks = chunksAt(text, feeds, ranges, compatibility, unit === "bytes" ? ruler : undefined);
  return structured ? structuredChunks(text, chunks, ranges, await scopesOf(source)) : chunks;
}

/** What was given as one that knows its language. */
export function sourceOf(given: string | CodeSource, language: string | undefined): CodeSource {
  if (!(given instanceof CodeSource)) {
    checkText(given);
    return new CodeSource(given, language);
  }
  if (language === undefined) return given;
  throw new SplitterError(`The option language is ${JSON.stringify(language)}, but a CodeSource was given.`, {
    code: "SPLIT_OPTIONS_INVALID",
    hint: "Leave the option out: a CodeSource has a language of its own.",
  });
}
