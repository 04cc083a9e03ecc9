import type { PlanEntry, PlannedRun, UpdatePlan } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";
import { lossLines } from "./loss-lines.ts";
import { failureData, failureLines } from "../report/failure-lines.ts";

const CHANGES = [
  { change: "create", mark: "+", colour: "green" },
  { change: "update", mark: "~", colour: "yellow" },
  { change: "delete", mark: "-", colour: "red" },
] as const;

/** What an update would do, for a person: grouped by target, with the reasons. */
export function planLines(core: CoreModule, plan: UpdatePlan, limit: number): string[] {
  const { app, changes, failures, stats, wouldRun } = plan;
  const groups = Map.groupBy(changes, ({ path }) => core.formatPath(path.slice(0, -1)));
  const ran = Object.entries(stats.functions).filter(([, counts]) => counts.ran > 0);
  const title = style("bold", app);
  return [
    changes.length === 0
      ? `${title}: ${style("green", "nothing would change")}`
      : `${title}: an update would make ${counted(changes.length, "change")}`,
    ...lossLines(core, plan),
    ...[...groups].flatMap(([container, entries]) => groupLines(core, container, entries, limit)),
    ...wouldRunLines(core, wouldRun, limit),
    ...(ran.length === 0
      ? []
      : ["", `ran to find out: ${ran.map(([name, { ran: n }]) => `${name} ${formatCount(n)}`).join(", ")}`]),
    ...failureLines(failures),
    "",
    style("dim", "Nothing was written. The results of what ran are not kept."),
  ];
}

function groupLines(core: CoreModule, container: string, entries: readonly PlanEntry[], limit: number): string[] {
  const counts = CHANGES.map(
    ({ change }) => [change, entries.filter((entry) => entry.change === change).length] as const,
  );
  const summary = counts
    .filter(([, count]) => count > 0)
    .map(([change, count]) => `${formatCount(count)} to ${change}`);
  const shown = entries.slice(0, limit);
  const rows = shown.map(({ change, component, details, loss, path, reason }) => {
    const { colour, mark } = CHANGES.find((one) => one.change === change) ?? CHANGES[0];
    const key = core.formatKey(path.at(-1) ?? null);
    const what = core.describeReason(reason);
    const why = loss === "none" && details.length > 0 ? `${what} (${details.join("; ")})` : what;
    return [`  ${style(colour, mark)} ${key}`, why, style("dim", component)];
  });
  const hidden = entries.length - shown.length;
  return [
    "",
    `${container}: ${summary.join(", ")}`,
    ...tableLines(rows, 3),
    ...(hidden > 0 ? [style("dim", `  … ${formatCount(hidden)} more (--limit, or --json)`)] : []),
  ];
}

function wouldRunLines(core: CoreModule, runs: readonly PlannedRun[], limit: number): string[] {
  if (runs.length === 0) return [];
  const rows = runs.slice(0, limit).map(({ component, functionName, reason, what }) => {
    const name = what === "call" ? `${functionName ?? "a function"}()` : (component ?? "");
    return [
      `  ${name}`,
      core.describeReason(reason),
      style("dim", what === "call" ? (component ?? "") : (functionName ?? "")),
    ];
  });
  const hidden = runs.length - rows.length;
  return [
    "",
    `would run, and was left alone: ${formatCount(runs.length)}`,
    ...tableLines(rows, 3),
    ...(hidden > 0 ? [style("dim", `  … ${formatCount(hidden)} more (--limit, or --json)`)] : []),
  ];
}

/** The same for programs. */
export function planData(plan: UpdatePlan): object {
  const { app, changes, failures, stats, wouldRun } = plan;
  return {
    app,
    changes: changes.map(({ change, component, details, loss, reason, target }) => ({
      target,
      change,
      component,
      reason,
      loss,
      details,
    })),
    wouldRun: wouldRun.map(({ component, functionName, reason, what }) => ({
      what,
      component: component ?? null,
      function: functionName ?? null,
      reason,
    })),
    functions: stats.functions,
    failures: failures.map(failureData),
  };
}
