import type { ComponentCounts, UpdateStats } from "@coco/core";
import { formatBytes, formatCount, formatDuration, formatRate, formatRoughly } from "../output/numbers.ts";
import { printable } from "../output/printable.ts";
import { doneOf } from "./count-parts.ts";
import type { Since } from "./following.ts";

/** Before this the rate says little. */
const ENOUGH_MS = 2000;

/** The first line of a run's progress: how far it is, how fast it goes, what is left. */
export function heading(app: string, stats: UpdateStats, since: Since | undefined): string {
  return [printable(app), ...(since === undefined ? untilReady(stats) : afterReady(stats, since))].join("  ");
}

function untilReady(stats: UpdateStats): string[] {
  const { components, elapsedMilliseconds, rate, remaining, total } = stats;
  const parts = [formatDuration(elapsedMilliseconds)];
  if (remaining !== undefined && total.waiting > 0) parts.push(howFar(Object.values(components)));
  if (elapsedMilliseconds < ENOUGH_MS) return parts;
  if (rate.components > 0) parts.push(formatRate(rate.components));
  if (rate.bytes >= 1) parts.push(`${formatBytes(Math.round(rate.bytes))}/s`);
  if (total.waiting > 0 && remaining?.milliseconds !== undefined)
    parts.push(`about ${formatRoughly(remaining.milliseconds)} left`);
  return parts;
}

function afterReady(stats: UpdateStats, { change, changes, readyFor }: Since): string[] {
  const parts = [`following for ${formatRoughly(readyFor)}`];
  if (stats.total.running > 0) parts.push(`${formatCount(stats.total.running)} running`);
  if (change === undefined) return [...parts, "no change yet"];
  return [...parts, `last change ${formatRoughly(change)} ago`, `since ready: ${changes.join(", ") || "nothing new"}`];
}

/** How many items are done of those that their sources know to have. */
function howFar(components: readonly ComponentCounts[]): string {
  const counted = components.filter(({ waiting }) => waiting > 0);
  const done = counted.reduce((sum, counts) => sum + doneOf(counts) - counts.deleted, 0);
  const left = counted.reduce((sum, { running, waiting }) => sum + running + waiting, 0);
  return `${formatCount(done)} of ${formatCount(done + left)}`;
}
