import type { UpdateCounts } from "./counts-of.ts";

/** One line: "3 files read, 9 unchanged · 12 texts embedded · 14 rows written, 2 deleted". */
export function describeCounts(counts: UpdateCounts, embeds = true): string {
  const { filesRead, filesUnchanged, filesGone, filesFailed } = counts;
  const files = [
    ...(filesUnchanged === 0 || filesRead > 0 ? [count(filesRead, "file read", "files read")] : []),
    ...(filesUnchanged === 0 ? [] : [filesRead > 0 ? `${filesUnchanged} unchanged` : unchangedFiles(filesUnchanged)]),
    ...(filesGone === 0 ? [] : [`${filesGone} gone`]),
    ...(filesFailed === 0 ? [] : [`${filesFailed} failed`]),
  ];
  const rows = [
    count(counts.rowsWritten, "row written", "rows written"),
    ...(counts.rowsDeleted === 0 ? [] : [`${counts.rowsDeleted.toLocaleString("en")} deleted`]),
  ];
  const texts = embeds ? [count(counts.textsEmbedded, "text embedded", "texts embedded")] : [];
  return [files.join(", "), ...texts, rows.join(", ")].join(" · ");
}

function unchangedFiles(number: number): string {
  return count(number, "file unchanged", "files unchanged");
}

/** "1 row", "1,200 rows". */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
