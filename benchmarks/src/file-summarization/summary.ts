import { type Analysis, BINS, counted, topTokens } from "./analysis.ts";

/** One project, with the keys and in the order in which it is written. */
export interface ProjectSummary {
  readonly name: string;
  readonly sectionCount: number;
  readonly fileCount: number;
  readonly json: string;
}

/** Sums up the analyses of a project's sections, as canonical JSON: keys in the order of their letters, no spaces. */
export function summarise(name: string, analyses: readonly Analysis[]): ProjectSummary {
  const byFile = Map.groupBy(analyses, ({ filePath }) => filePath);
  const files = [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, sections]) => fileSummary(file, sections));
  const languages = counted(analyses.map(({ language }) => language));
  const json = JSON.stringify({
    feature_totals: totals(analyses),
    file_count: files.length,
    files,
    kind: "project",
    language_counts: Object.fromEntries([...languages].sort(([a], [b]) => (a < b ? -1 : 1))),
    name,
    section_count: analyses.length,
    top_tokens: mostNamed(analyses),
  });
  return { name, sectionCount: analyses.length, fileCount: files.length, json };
}

function fileSummary(path: string, analyses: readonly Analysis[]): object {
  return {
    feature_totals: totals(analyses),
    language: analyses[0]?.language,
    path,
    section_count: analyses.length,
    section_signatures: analyses.map(({ signature }) => signature),
    top_tokens: mostNamed(analyses),
  };
}

function totals(analyses: readonly Analysis[]): number[] {
  const sums = Array.from<number>({ length: BINS }).fill(0);
  for (const { sketch } of analyses)
    for (const [bin, value] of sketch.entries()) sums[bin] = (sums[bin] as number) + value;
  return sums;
}

/** A token counts once for each section that has it among its own. */
function mostNamed(analyses: readonly Analysis[]): string[] {
  const counts = new Map<string, number>();
  for (const { topTokens: tokens } of analyses) counted(tokens, counts);
  return topTokens(counts);
}
