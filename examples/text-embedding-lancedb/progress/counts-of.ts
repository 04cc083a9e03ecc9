import type { UpdateStats } from "@coco/core";

/** What an update did to the files and rows of this example. */
export interface UpdateCounts {
  /** Read and cut into chunks. */
  readonly filesRead: number;
  readonly filesUnchanged: number;
  readonly filesFailed: number;
  readonly filesGone: number;
  readonly textsEmbedded: number;
  readonly rowsWritten: number;
  readonly rowsDeleted: number;
  readonly seconds: number;
}

/** Picks the numbers that matter here from the statistics of an update. */
export function countsOf(stats: UpdateStats): UpdateCounts {
  const files = stats.components["indexFile"];
  const rows = Object.entries(stats.targets).filter(([name]) => name.startsWith("lancedb rows"));
  const sum = (field: "written" | "deleted") => rows.reduce((total, [, counts]) => total + counts[field], 0);
  return {
    filesRead: files?.ran ?? 0,
    filesUnchanged: files?.unchanged ?? 0,
    filesFailed: files?.failed ?? 0,
    filesGone: stats.total.deleted,
    textsEmbedded: stats.counters["texts embedded"] ?? 0,
    rowsWritten: sum("written"),
    rowsDeleted: sum("deleted"),
    seconds: stats.elapsedMilliseconds / 1000,
  };
}
