import type { UpdateStats } from "@coco/core";
import { formatDuration, formatRoughly } from "../output/numbers.ts";
import { printable } from "../output/printable.ts";
import { componentParts, part, writtenOf } from "./count-parts.ts";

/** The state of a run in one line. */
export function progressLine(app: string, stats: UpdateStats): string {
  const { remaining, total } = stats;
  const { deleted, written } = writtenOf(stats);
  const left =
    total.waiting > 0 && remaining?.milliseconds !== undefined
      ? `about ${formatRoughly(remaining.milliseconds)} left`
      : "";
  const parts = [...componentParts(total), part(written, "written"), part(deleted, "taken out of targets"), left];
  return [
    `${printable(app)}: ${formatDuration(stats.elapsedMilliseconds)}`,
    ...parts.filter((text) => text !== ""),
  ].join(", ");
}
