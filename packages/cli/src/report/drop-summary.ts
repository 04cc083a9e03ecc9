import type { UpdateReport } from "@coco/core";
import { formatCount, formatDuration } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";

/** What a drop deleted, for a person. What goes with its container, as rows with their table, is not counted. */
export function dropSummary({ app, stats }: UpdateReport): string[] {
  const groups = [
    ["components", counts(stats.components)],
    ["targets", counts(stats.targets)],
  ] as const;
  const rows = groups
    .filter(([, entries]) => entries.length > 0)
    .flatMap(([title, entries]) => [[title], ...entries.map(([name, count]) => [`  ${name}`, formatCount(count)])]);
  const time = formatDuration(stats.elapsedMilliseconds);
  const [head = "", ...lines] = rows.length === 0 ? [] : tableLines([["", "deleted"], ...rows]);
  return [
    `${style("bold", app)}: ${style("green", "dropped")} in ${time}`,
    ...(rows.length === 0 ? [] : ["", style("dim", head), ...lines]),
  ];
}

function counts(entries: Readonly<Record<string, { readonly deleted: number }>>): [name: string, count: number][] {
  return Object.entries(entries)
    .map(([name, { deleted }]): [string, number] => [name, deleted])
    .filter(([, deleted]) => deleted > 0);
}
