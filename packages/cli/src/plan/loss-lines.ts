import type { PlanEntry, UpdatePlan } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted } from "../output/numbers.ts";
import { style } from "../output/style.ts";

/** Of each container that loses something, one line: what happens to it, why, and what of it is written again. */
export function lossLines(core: CoreModule, { changes, wouldRun }: UpdatePlan): string[] {
  const losses = changes.filter(({ loss }) => loss !== "none");
  if (losses.length === 0) return [];
  const again = writtenAgain(core, losses, changes);
  const lines = losses.map((entry) => {
    const { change, details, loss, target } = entry;
    const mark = style(loss === "destructive" ? "red" : "yellow", "!");
    if (change === "delete") return `${mark} ${target} is dropped, with all that it holds`;
    const what =
      loss === "destructive"
        ? "is made anew, and all that it holds is lost"
        : "stays, and values that it holds may be lost";
    const because = details.length === 0 ? "" : ` (${details.join("; ")})`;
    const unknown = wouldRun.length === 0 ? "" : ", and what the runs left alone declare of it";
    return `${mark} ${target} ${what}${because}; written again: ${counted(again.get(entry) ?? 0, "state")}${unknown}`;
  });
  return ["", ...lines];
}

/** How many states beneath each of these containers are written. */
function writtenAgain(
  core: CoreModule,
  containers: readonly PlanEntry[],
  changes: readonly PlanEntry[],
): ReadonlyMap<PlanEntry, number> {
  const byPath = new Map(containers.map((entry) => [core.formatPath(entry.path), entry]));
  const depths = new Set(containers.map(({ path }) => path.length));
  const counts = new Map<PlanEntry, number>();
  for (const { change, path } of changes) {
    if (change === "delete") continue;
    for (const depth of depths) {
      const above = depth < path.length ? byPath.get(core.formatPath(path.slice(0, depth))) : undefined;
      if (above !== undefined) counts.set(above, (counts.get(above) ?? 0) + 1);
    }
  }
  return counts;
}
