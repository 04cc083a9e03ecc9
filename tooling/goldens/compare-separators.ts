import { RecursiveSplitter, SeparatorSplitter } from "../../packages/ops-text/src/index.ts";
import { type Comparison, compareChunks, type GoldenChunk } from "./compare-chunks.ts";
import type { GroupResult } from "./compare-splits.ts";
import { goldenRows, goldenText } from "./golden-folder.ts";
import { rustRegex } from "./rust-regex.ts";

interface CustomLanguageRow {
  readonly language_name: string;
  readonly separators: readonly string[];
  readonly aliases?: readonly string[];
}

interface SeparatorRow {
  readonly kind: "separator" | "custom_language";
  readonly separators?: readonly string[];
  readonly keep_separator?: "left" | "right" | null;
  readonly include_empty?: boolean;
  readonly trim?: boolean;
  readonly custom_languages?: readonly CustomLanguageRow[];
  readonly language?: string | null;
  readonly chunk_size?: number;
  readonly min_chunk_size?: number | null;
  readonly chunk_overlap?: number | null;
  readonly source?: string;
  readonly input?: string;
  readonly error?: boolean;
  readonly chunks?: readonly GoldenChunk[];
}

type Chunks = Awaited<ReturnType<SeparatorSplitter["split"]>>;

/** Splits by separators and by custom languages, as the golden rows say. */
export async function compareSeparators(folder: string): Promise<GroupResult[]> {
  const rows = goldenRows<SeparatorRow>(folder, "separators.jsonl");
  return Promise.all(
    (["separator", "custom_language"] as const).map(async (kind) => {
      const comparisons: Comparison[] = [];
      const differing: string[] = [];
      for (const row of rows.filter((one) => one.kind === kind)) {
        const comparison = await compare(row, folder);
        comparisons.push(comparison);
        if (!comparison.equal) differing.push(JSON.stringify({ ...row, chunks: undefined }).slice(0, 200));
      }
      return { group: kind === "separator" ? "separators" : "custom languages", comparisons, differing };
    }),
  );
}

async function compare(row: SeparatorRow, folder: string): Promise<Comparison> {
  const text = row.source ?? (row.input === undefined ? "" : goldenText(folder, row.input));
  let chunks: Chunks;
  try {
    chunks = await (row.kind === "separator" ? splitBySeparators(row, text) : splitByLanguage(row, text));
  } catch (error) {
    if (row.error !== true) throw error;
    return { equal: true, boundaries: 0, same: 0 };
  }
  if (row.error === true) return { equal: false, boundaries: 0, same: 0 };
  return compareChunks(chunks, row.chunks ?? []);
}

function splitBySeparators(row: SeparatorRow, text: string): Promise<Chunks> {
  const separators = (row.separators ?? []).map((separator) => rustRegex(separator, true));
  return new SeparatorSplitter(separators, {
    keepSeparator: row.keep_separator ?? undefined,
    includeEmpty: row.include_empty ?? false,
    trim: row.trim ?? true,
    compatibility: "cocoindex",
  }).split(text);
}

function splitByLanguage(row: SeparatorRow, text: string): Promise<Chunks> {
  const customLanguages = (row.custom_languages ?? []).map(({ language_name, separators, aliases = [] }) => ({
    name: language_name,
    aliases,
    separators: separators.map((separator) => rustRegex(separator, false)),
  }));
  return new RecursiveSplitter({ customLanguages, compatibility: "cocoindex" }).split(text, {
    chunkSize: row.chunk_size ?? 1000,
    minChunkSize: row.min_chunk_size ?? undefined,
    overlap: row.chunk_overlap ?? undefined,
    language: row.language ?? undefined,
  });
}
