import type { UpdatePlan } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { formatCount } from "../output/numbers.ts";
import { tableLines } from "../output/table.ts";

/** In a few lines what an update is about to do: what runs again, and why. */
export function planSummary(core: CoreModule, { changes, wouldRun }: UpdatePlan): string[] {
  const groups = Map.groupBy(wouldRun, ({ functionName, reason, what }) =>
    JSON.stringify([`${functionName ?? "a function"}${what === "call" ? "()" : ""}`, core.describeReason(reason)]),
  );
  const rows = [...groups].map(([key, runs]) => {
    const [name = "", reason = ""] = JSON.parse(key) as string[];
    return [`  ${name}`, formatCount(runs.length), reason];
  });
  const deletions = changes.filter(({ change }) => change === "delete").length;
  const others = changes.length - deletions;
  if (rows.length + changes.length === 0) return ["plan: nothing runs again"];
  return [
    rows.length === 0 ? "plan: nothing memoized runs again" : "plan: runs again",
    ...rightAligned(rows),
    ...(others > 0 ? [`  ${formatCount(others)} target states written by what runs every time`] : []),
    ...(deletions > 0 ? [`  ${formatCount(deletions)} target states deleted`] : []),
  ];
}

/** Name, count to the right, reason. */
function rightAligned(rows: readonly (readonly string[])[]): string[] {
  const counted = tableLines(rows.map(([name = "", count = ""]) => [name, count]));
  return counted.map((line, index) => `${line}  ${rows[index]?.[2] ?? ""}`);
}
