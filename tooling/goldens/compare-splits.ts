import { RecursiveSplitter } from "../../packages/ops-text/src/index.ts";
import { type Comparison, compareChunks, type GoldenChunk } from "./compare-chunks.ts";
import { goldenRows, goldenText } from "./golden-folder.ts";

interface SplitRow {
  readonly input: string;
  readonly language: string | null;
  readonly chunk_size: number;
  readonly min_chunk_size: number | null;
  readonly chunk_overlap: number | null;
  readonly sha256: string;
  readonly chunks: readonly GoldenChunk[];
}

/** A row of the table: how far the splits of one group are those of the golden data. */
export interface GroupResult {
  readonly group: string;
  readonly comparisons: readonly Comparison[];
  /** What differs, for a person to look at. */
  readonly differing: readonly string[];
}

/** Splits every input as the golden rows say, in compatibility mode; by language. */
export async function compareSplits(folder: string): Promise<GroupResult[]> {
  const splitter = new RecursiveSplitter({ compatibility: "cocoindex" });
  const groups = new Map<string, { comparisons: Comparison[]; differing: string[] }>();
  for (const row of goldenRows<SplitRow>(folder, "splits.jsonl")) {
    const { input, language, chunk_size, min_chunk_size, chunk_overlap } = row;
    const chunks = await splitter.split(goldenText(folder, input), {
      chunkSize: chunk_size,
      minChunkSize: min_chunk_size ?? undefined,
      overlap: chunk_overlap ?? undefined,
      language: language ?? undefined,
    });
    const comparison = compareChunks(chunks, row.chunks, row.sha256);
    const group = language ?? "prose";
    const result = groups.get(group) ?? { comparisons: [], differing: [] };
    groups.set(group, result);
    result.comparisons.push(comparison);
    const sizes = `${chunk_size}/${min_chunk_size ?? "-"}/${chunk_overlap ?? "-"}`;
    const { same, boundaries } = comparison;
    if (!comparison.equal) result.differing.push(`${input} ${sizes}: ${same} of ${boundaries} boundaries`);
  }
  return [...groups].map(([group, result]) => ({ group, ...result }));
}
