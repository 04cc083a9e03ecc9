import type { UpdateReport, UpdateStats } from "@coco/core";
import { counted, formatCount, formatDuration } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";
import { type FailureData, failureData, failureLines } from "./failure-lines.ts";

/** Why a run ended before its time. */
export interface Ending {
  readonly stopped: boolean;
  /** The name of the app's own function, which runs every time. */
  readonly rootName: string;
}

/** What an update did, for a person: one line, one table, what failed, what to do next. */
export function updateSummary(report: UpdateReport, { rootName, stopped }: Ending): string[] {
  const { failures } = report;
  const unhandled = failures.some((failure) => !failure.handled);
  const { stats } = report;
  const time = formatDuration(stats.elapsedMilliseconds);
  const name = style("bold", report.app);
  if (!stopped && failures.length === 0 && changedNothing(stats, rootName)) {
    const known = stats.total.ran + stats.total.unchanged;
    return [`${name}: ${style("green", "nothing to change")} in ${time} (${counted(known, "component")} looked at)`];
  }
  const outcome = stopped
    ? style("yellow", "stopped after")
    : unhandled
      ? style("red", "done with failures in")
      : style("green", "done in");
  return [
    `${name}: ${outcome} ${time}${stopped || unhandled || wroteSomething(stats) ? "" : ", nothing had to be written"}`,
    ...changeTable(stats),
    ...failureLines(failures),
    ...nextSteps(stopped, report),
  ];
}

function nextSteps(stopped: boolean, { failures, stats }: UpdateReport): string[] {
  if (stopped) return ["", ...whatIsLeft(stats), "What was done is kept. The same command goes on from here."];
  const unhandled = failures.filter((failure) => !failure.handled);
  if (unhandled.length === 0) return [];
  const trace = process.env["COCO_TRACE"] === "1" ? "" : " COCO_TRACE=1 shows whole traces.";
  // The app's own function did not get to its end: what it did not come to is neither done nor taken for gone.
  const begun = unhandled.some(({ kind }) => kind === "root")
    ? "What was done is kept, and nothing was deleted. When the cause is put right, run the same command again."
    : "All other work is done. When the cause is put right, run the same command again: it repeats only what failed.";
  return ["", `${begun}${trace}`];
}

/** What an update that was stopped did not come to. */
function whatIsLeft({ components, remaining }: UpdateStats): string[] {
  const waiting = Object.entries(components).filter(([, counts]) => counts.waiting > 0);
  const left = waiting.map(([name, counts]) => `${counted(counts.waiting, "item")} of ${name}`);
  if (left.length > 0) return [`Left to do: ${left.join(", ")}.`];
  return remaining === undefined
    ? ["How much was left to do is not known: its sources do not tell how much they hold."]
    : [];
}

function wroteSomething(stats: UpdateStats): boolean {
  return Object.values(stats.targets).some((target) => target.written + target.deleted > 0);
}

/** Whether nothing was written, and nothing ran but what runs every time: the app's own function and its targets. */
function changedNothing(stats: UpdateStats, rootName: string): boolean {
  const ran = Object.entries(stats.components).some(
    ([name, counts]) => counts.ran > 0 && name !== rootName && name !== "mountTarget",
  );
  const called = Object.values(stats.functions).some((counts) => counts.ran > 0);
  return !wroteSomething(stats) && !ran && !called && stats.total.deleted === 0 && stats.total.failed === 0;
}

/** Columns: what, ran, unchanged, failed, written, deleted. */
function changeTable(stats: UpdateStats): string[] {
  const rows: string[][] = [];
  const group = (title: string, entries: readonly string[][]): void => {
    const filled = entries.filter(([, ...cells]) => cells.some((text) => text !== ""));
    if (filled.length > 0) rows.push([title], ...filled.map(([name = "", ...cells]) => [`  ${name}`, ...cells]));
  };
  const components = Object.entries(stats.components);
  const gone = stats.total.deleted - components.reduce((sum, [, counts]) => sum + counts.deleted, 0);
  group("components", [
    ...components
      .filter(([name, { failed }]) => name !== "mountTarget" || failed > 0)
      .map(([name, c]) => [name, cell(c.ran), cell(c.unchanged), cell(c.failed), "", cell(c.deleted)]),
    ...(gone > 0 ? [["gone", "", "", "", "", cell(gone)]] : []),
  ]);
  group(
    "groups",
    Object.entries(stats.groups).map(([title, { total: c }]) => [
      title,
      cell(c.ran),
      cell(c.unchanged),
      cell(c.failed),
      "",
      cell(c.deleted),
    ]),
  );
  group(
    "functions",
    Object.entries(stats.functions).map(([name, f]) => [name, cell(f.ran), cell(f.hits)]),
  );
  const targets = Object.entries(stats.targets).filter(([, target]) => target.written + target.deleted > 0);
  group(
    "targets",
    targets.map(([name, t]) => [name, "", "", "", cell(t.written), cell(t.deleted)]),
  );
  group(
    "counted",
    Object.entries(stats.counters).map(([name, count]) => [name, cell(count)]),
  );
  if (rows.length === 0) return [];
  const [head = "", ...lines] = tableLines([["", "ran", "unchanged", "failed", "written", "deleted"], ...rows]);
  return ["", style("dim", head), ...lines];
}

function cell(count: number): string {
  return count === 0 ? "" : formatCount(count);
}

export interface UpdateData {
  readonly app: string;
  readonly status: UpdateReport["status"];
  readonly elapsedMilliseconds: number;
  readonly total: UpdateStats["total"];
  readonly components: UpdateStats["components"];
  readonly functions: UpdateStats["functions"];
  readonly targets: UpdateStats["targets"];
  readonly counters: UpdateStats["counters"];
  readonly groups: Readonly<Record<string, UpdateStats["total"]>>;
  readonly failures: readonly FailureData[];
}

/** What an update did, for programs. */
export function updateData(report: UpdateReport, { stopped }: Ending): UpdateData {
  const { stats } = report;
  return {
    app: report.app,
    status: stopped ? "stopped" : report.status,
    elapsedMilliseconds: Math.round(stats.elapsedMilliseconds),
    total: stats.total,
    components: stats.components,
    functions: stats.functions,
    targets: stats.targets,
    counters: stats.counters,
    groups: Object.fromEntries(Object.entries(stats.groups).map(([title, group]) => [title, group.total])),
    failures: report.failures.map(failureData),
  };
}
