import type { UpdateStats } from "@coco/core";
import { displayWidth } from "../output/display-width.ts";
import { printable } from "../output/printable.ts";
import { tableLines } from "../output/table.ts";
import { componentParts, part } from "./count-parts.ts";
import type { Since } from "./following.ts";
import { heading } from "./heading.ts";

/**
 * The state of a run as lines: a heading, then one for each function, target and group. In columns where they fit; where the
 * terminal is narrow each line has what is most urgent first, for its end is cut off.
 */
export function progressBlock(app: string, stats: UpdateStats, columns: number, since?: Since): string[] {
  const rows = [...functionRows(stats), ...groupRows(stats, 1)].filter((row) =>
    row.slice(1).some((cell) => cell !== ""),
  );
  const lines = tableLines(withoutEmptyColumns(rows));
  const widest = Math.max(0, ...lines.map(displayWidth));
  return [heading(app, stats, since), ...(widest < columns ? lines : compactLines(stats))];
}

/** Columns: name, failed, running, waiting, added, reprocessed or ran, unchanged or reused or written, deleted. */
function functionRows(stats: UpdateStats): string[][] {
  const rows: string[][] = [];
  for (const [name, c] of Object.entries(stats.components)) {
    if (name === "mountTarget" && c.failed === 0) continue;
    rows.push([
      `  ${printable(name)}`,
      part(c.failed, "failed"),
      part(c.running, "running"),
      part(c.waiting, "waiting"),
      part(c.added, "added"),
      part(c.reprocessed, "reprocessed"),
      part(c.unchanged, "unchanged"),
      part(c.deleted, "deleted"),
    ]);
  }
  for (const [name, f] of Object.entries(stats.functions))
    rows.push([`  ${printable(name)}()`, "", "", "", "", part(f.ran, "ran"), part(f.hits, "reused")]);
  for (const [name, t] of Object.entries(stats.targets))
    rows.push([`  ${printable(name)}`, "", "", "", "", "", part(t.written, "written"), part(t.deleted, "deleted")]);
  return rows;
}

function groupRows(stats: UpdateStats, depth: number): string[][] {
  return Object.entries(stats.groups).flatMap(([title, group]) => [
    [
      `${"  ".repeat(depth)}[${printable(title)}]`,
      part(group.total.failed, "failed"),
      part(group.total.running, "running"),
      part(group.total.waiting, "waiting"),
      part(group.total.added, "added"),
      part(group.total.reprocessed, "reprocessed"),
      part(group.total.unchanged, "unchanged"),
      part(group.total.deleted, "deleted"),
    ],
    ...groupRows(group, depth + 1),
  ]);
}

function compactLines(stats: UpdateStats): string[] {
  const lines = [
    ...Object.entries(stats.components)
      .filter(([name, { failed }]) => name !== "mountTarget" || failed > 0)
      .map(([name, counts]) => [name, ...componentParts(counts)]),
    ...Object.entries(stats.functions).map(([name, f]) => [`${name}()`, part(f.ran, "ran"), part(f.hits, "reused")]),
    ...Object.entries(stats.targets).map(([name, t]) => [name, part(t.written, "written"), part(t.deleted, "deleted")]),
    ...Object.entries(stats.groups).map(([title, group]) => [`[${title}]`, ...componentParts(group.total)]),
  ];
  const filled = lines.filter(([, ...parts]) => parts.some((text) => text !== ""));
  return filled.map(
    ([name = "", ...parts]) => ` ${printable(name)}: ${parts.filter((text) => text !== "").join(", ")}`,
  );
}

function withoutEmptyColumns(rows: readonly (readonly string[])[]): string[][] {
  const widest = Math.max(0, ...rows.map((row) => row.length));
  const used = Array.from({ length: widest }, (_, at) => rows.some((row) => (row[at] ?? "") !== ""));
  return rows.map((row) => row.filter((_, at) => used[at]));
}
