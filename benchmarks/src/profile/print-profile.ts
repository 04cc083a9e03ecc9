import type { ProfileSummary } from "./cpu-profile.ts";

/** A profile as Markdown: shares, the dearest areas and the dearest functions by their own time. */
export function profileTable(summary: ProfileSummary, count: number): string {
  const share = (milliseconds: number): string => `${((100 * milliseconds) / summary.busyMilliseconds).toFixed(1)} %`;
  const functions = summary.functions
    .slice(0, count)
    .map(
      (entry) =>
        `| ${entry.selfMilliseconds.toFixed(0)} | ${share(entry.selfMilliseconds)} | ${entry.totalMilliseconds.toFixed(0)} | \`${entry.name}\` | ${entry.place}${entry.hottestLine === undefined ? "" : ` (hottest: ${entry.hottestLine})`} |`,
    );
  const areas = summary.areas
    .slice(0, count)
    .map(({ area, selfMilliseconds }) => `| ${selfMilliseconds.toFixed(0)} | ${share(selfMilliseconds)} | ${area} |`);
  return [
    `busy ${summary.busyMilliseconds.toFixed(0)} ms, idle ${summary.idleMilliseconds.toFixed(0)} ms, garbage collection ${share(summary.garbageMilliseconds)}`,
    "",
    "| self ms | share | total ms | function | place |",
    "| ---: | ---: | ---: | --- | --- |",
    ...functions,
    "",
    "| self ms | share | area |",
    "| ---: | ---: | --- |",
    ...areas,
    "",
  ].join("\n");
}
