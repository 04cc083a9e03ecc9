import { detectLanguage } from "../../packages/syntax/src/index.ts";
import { goldenRows } from "./golden-folder.ts";

interface LanguageRow {
  readonly filename: string;
  readonly language: string | null;
}

/** How far file names tell us the same languages. */
export function compareLanguages(folder: string): { rows: number; same: number; differing: readonly string[] } {
  const rows = goldenRows<LanguageRow>(folder, "languages.jsonl");
  const differing = rows
    .map(({ filename, language }) => ({
      filename,
      theirs: language ?? "none",
      ours: detectLanguage(filename) ?? "none",
    }))
    .filter(({ theirs, ours }) => theirs !== ours)
    .map(({ filename, theirs, ours }) => `${JSON.stringify(filename)}: ${ours}, there ${theirs}`);
  return { rows: rows.length, same: rows.length - differing.length, differing };
}
