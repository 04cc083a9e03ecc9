import type { UpdateStats } from "@coco/core";
import { formatCount, formatDuration } from "../output/numbers.ts";
import { tableLines } from "../output/table.ts";

/** The state of a run as lines: a heading, then one for each function and each target. */
export function progressRows(app: string, stats: UpdateStats): string[] {
  const rows: string[][] = [];
  for (const [name, c] of Object.entries(stats.components)) {
    if (name === "mountTarget") continue;
    rows.push([
      `  ${name}`,
      part(c.running, "running"),
      part(c.ran, "ran"),
      part(c.unchanged, "unchanged"),
      part(c.failed, "failed"),
    ]);
  }
  for (const [name, f] of Object.entries(stats.functions)) {
    rows.push([`  ${name}`, "", part(f.ran, "ran"), part(f.hits, "unchanged")]);
  }
  for (const [name, t] of Object.entries(stats.targets)) {
    rows.push([`  ${name}`, "", part(t.written, "written"), part(t.deleted, "deleted")]);
  }
  return [`${app}  ${formatDuration(stats.elapsedMilliseconds)}`, ...tableLines(rows)];
}

/** The state of a run in one line. */
export function progressLine(app: string, stats: UpdateStats): string {
  const { total } = stats;
  let [written, deleted] = [0, 0];
  for (const target of Object.values(stats.targets)) {
    written += target.written;
    deleted += target.deleted;
  }
  const parts = [
    part(total.running, "running"),
    part(total.ran, "ran"),
    part(total.unchanged, "unchanged"),
    part(total.failed, "failed"),
    part(written, "written"),
    part(deleted, "deleted"),
  ].filter((text) => text !== "");
  return `${app}: ${formatDuration(stats.elapsedMilliseconds)}${parts.length === 0 ? "" : `, ${parts.join(", ")}`}`;
}

function part(count: number, what: string): string {
  return count === 0 ? "" : `${formatCount(count)} ${what}`;
}
