import type { LogicChange, NotedCalls, Why } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { dependencyLines } from "./dependency-lines.ts";
import { pastRun, pastTime } from "./past-time.ts";

const MOST_LINES = 40;
const MOST_CALLS = 20;

/** Why a component ran, or was left alone, for a person. */
export function whyLines(core: CoreModule, app: string, why: Why): string[] {
  const dependencies = dependencyLines(why.dependencies);
  return [
    `${style("bold", why.component)} of ${app} ${outcomeText(core, why)}`,
    ...changeLines(why.changes),
    ...failureLines(why),
    ...skippedLines(why),
    ...callLines(core, why),
    ...(dependencies.length === 0 ? [] : ["", `${dependsTitle(why)}:`, ...dependencies]),
  ];
}

function outcomeText(core: CoreModule, why: Why): string {
  const { failure, lastRun, latest } = why;
  const last = latest === undefined ? "the last run" : pastRun(latest.number, latest.startedAt);
  switch (why.outcome) {
    case "ran":
      return `ran in ${last}: ${reasonText(core, why)}.`;
    case "unchanged":
      return (
        `was left alone in ${last}: nothing that it depends on had changed ` +
        `since ${pastRun(lastRun?.run ?? 0, lastRun?.startedAt)}, when it ran: ${reasonText(core, why)}.`
      );
    case "always":
      return "runs in every update: no result of it is stored. Its function is not memoized, or its last run was volatile.";
    case "failed":
      return `failed, and runs again in the next update.`;
    case "repeats":
      return `runs again in the next update: ${failure?.component ?? "a component beneath it"} failed.`;
    case "leaving":
      return "is to be deleted: the next update goes on with it.";
    case "unreadable":
      return "runs again in the next update: another version of coco wrote what is stored of it.";
  }
}

function reasonText(core: CoreModule, { lastRun, parameter }: Why): string {
  if (lastRun === undefined) return "";
  const text = core.describeReason(lastRun.reason);
  return parameter === undefined ? text : `${text} (${parameter})`;
}

function changeLines(changes: readonly LogicChange[]): string[] {
  return changes.flatMap((change) => {
    const place = change.file === "" ? "" : `${change.file}:${change.line}  `;
    const lines = change.lines.slice(0, MOST_LINES).map(({ kind, line, text }) => {
      const number = line === 0 ? "" : String(line).padStart(5);
      return style(kind === "added" ? "green" : "red", `${number} ${kind === "added" ? "+" : "-"} ${text}`);
    });
    const hidden = change.lines.length - lines.length;
    const more = hidden > 0 ? [`      … ${counted(hidden, "more line")} (--json has all)`] : [];
    return ["", `  ${place}${style("bold", change.name)} ${change.kind}`, ...lines, ...more];
  });
}

/** The calls in it, those that ran last first. What changed in the code is not said twice. */
function callLines(core: CoreModule, { calls, latest, lastRun }: Why): string[] {
  if (calls.length === 0) return [];
  const told = new Set(lastRun?.reason.kind === "dependency" ? [lastRun.reason.name] : []);
  const lines = calls.slice(0, MOST_CALLS).flatMap((one) => {
    const { changes, count, functionName = "a function that is gone", lastRun: made } = one;
    const isTold = made.reason.kind === "dependency" && told.has(made.reason.name);
    if (made.reason.kind === "dependency") told.add(made.reason.name);
    const line = `  ${functionName}  ${style("dim", counted(count, "call"))} ${whenAndWhy(core, one, latest?.number)}`;
    return [line, ...(isTold ? [] : changeLines(changes)), ...(isTold || changes.length === 0 ? [] : [""])];
  });
  const hidden = calls.length - MOST_CALLS;
  const more = hidden > 0 ? [style("dim", `  … ${counted(hidden, "more line")} (--json has all)`)] : [];
  return ["", "memoized calls in it:", ...lines, ...more].filter((line, at, all) => line !== "" || at < all.length - 1);
}

function whenAndWhy(core: CoreModule, calls: NotedCalls, latest: number | undefined): string {
  const { reason, run, startedAt } = calls.lastRun;
  const why = reason.kind === "new" ? "" : `: ${callReason(core, calls)}`;
  if (run === latest) return `${reason.kind === "new" ? "ran for the first time" : "ran"}${why}`;
  return `kept since ${pastRun(run, startedAt)}${why}`;
}

function callReason(core: CoreModule, { lastRun: { reason }, parameter }: NotedCalls): string {
  if (reason.kind !== "argument") return core.describeReason(reason);
  const name = parameter === undefined ? "" : ` (${parameter})`;
  return `argument ${reason.position + 1}${name} is one that no call had before`;
}

function failureLines({ failure }: Why): string[] {
  if (failure === undefined) return [];
  const { count, error, last, since } = failure;
  const often = count > 1 ? `, ${counted(count, "run")} in a row since ${pastTime(since)}` : "";
  return [
    "",
    `  ${error.name}: ${error.message}`,
    ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
    `  on ${pastTime(last)}${often}`,
  ];
}

function skippedLines({ skippedWith }: Why): string[] {
  return skippedWith === undefined
    ? []
    : [
        "",
        `  It stands beneath ${skippedWith}, whose result is stored: while that stands, nothing beneath is looked at.`,
      ];
}

function dependsTitle({ functionMemos, outcome }: Why): string {
  const calls = outcome === "always" || outcome === "failed" || outcome === "repeats";
  return calls ? `${counted(functionMemos, "result")} of calls in it are stored, and depend on` : "it depends on";
}
