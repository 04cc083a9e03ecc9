import type { UpdateSnapshot } from "@coco/core";
import { formatDuration } from "../output/numbers.ts";
import { noteLine } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { componentParts, doneOf, part, writtenOf } from "./count-parts.ts";
import { difference } from "./following.ts";
import { progressLine } from "./progress-line.ts";
import { eachSnapshot, type Watched } from "./each-snapshot.ts";

const LINE_MS = 10_000;
const CHANGE_MS = 1000;

/** Shows progress as lines: every ten seconds while work goes on, and each change that a live update follows. */
export function showLines(app: string, handle: Watched): () => void {
  let lastLine = performance.now();
  let before: UpdateSnapshot["stats"] | undefined;
  const take = ({ stats, status }: UpdateSnapshot): void => {
    if (status === "following") {
      if (before === undefined)
        noteLine(`${printable(app)}: up to date after ${formatDuration(stats.elapsedMilliseconds)}, following changes`);
      else if (doneOf(stats.total) !== doneOf(before.total)) noteLine(changeLine(app, before, stats));
      before = stats;
      return;
    }
    if (status !== "running" || performance.now() - lastLine < LINE_MS) return;
    lastLine = performance.now();
    noteLine(progressLine(app, stats));
  };
  return eachSnapshot(handle, CHANGE_MS, take);
}

function changeLine(app: string, before: UpdateSnapshot["stats"], now: UpdateSnapshot["stats"]): string {
  const [was, is] = [writtenOf(before), writtenOf(now)];
  const parts = [
    ...componentParts(difference(now.total, before.total)),
    part(is.written - was.written, "written"),
    part(is.deleted - was.deleted, "taken out of targets"),
  ];
  return `${printable(app)}: ${parts.filter((text) => text !== "").join(", ")}`;
}
