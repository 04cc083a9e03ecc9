import type { ComponentCounts, UpdateStats } from "@coco/core";
import { formatCount } from "../output/numbers.ts";

/** A count with its word; nothing for none. */
export function part(count: number, what: string): string {
  return count === 0 ? "" : `${formatCount(count)} ${what}`;
}

/** What became of components, in words, the most urgent first. */
export function componentParts(counts: ComponentCounts): string[] {
  return [
    part(counts.failed, "failed"),
    part(counts.running, "running"),
    part(counts.waiting, "waiting"),
    part(counts.added, "added"),
    part(counts.reprocessed, "reprocessed"),
    part(counts.unchanged, "unchanged"),
    part(counts.deleted, "deleted"),
  ].filter((text) => text !== "");
}

/** How many components are done, in whatever way. */
export function doneOf({ deleted, failed, ran, unchanged }: ComponentCounts): number {
  return ran + unchanged + failed + deleted;
}

/** What was written to all targets. */
export function writtenOf(stats: UpdateStats): { readonly written: number; readonly deleted: number } {
  let [written, deleted] = [0, 0];
  for (const target of Object.values(stats.targets)) {
    written += target.written;
    deleted += target.deleted;
  }
  return { written, deleted };
}
