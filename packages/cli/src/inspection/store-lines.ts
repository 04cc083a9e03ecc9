import path from "node:path";
import type { AppSummary, DeadLetter, PastRun, StoreTable } from "@coco/core";
import { formatBytes, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";
import { pastTime } from "./past-time.ts";

/** What is told of one app of a store. */
export interface StoredApp {
  readonly summary: AppSummary;
  readonly deadLetters: readonly DeadLetter[];
  /** The last run that stored something. */
  readonly lastRun: PastRun | undefined;
}

/** What is told of a store. */
export interface StoredApps {
  readonly location: string;
  /** The size of its files, in bytes. */
  readonly size: number;
  readonly apps: readonly StoredApp[];
}

const TABLES: Readonly<Record<StoreTable, string>> = {
  component: "components, with what they track",
  functionMemo: "results of calls",
  componentState: "states of components",
  appMemo: "results shared by the app",
  owner: "owners of target states",
  removal: "deletions still to be done",
  rangeDigest: "ranges that were unchanged",
  dependencySet: "what results depend on",
  moduleDeclarations: "declarations of modules",
  deadLetter: "failures",
  setting: "code, runs, identifiers",
};

/** A store for a person: its apps, what takes the space, what failed. */
export function storeLines({ apps, location, size }: StoredApps, limit: number): string[] {
  const head = `${style("bold", path.relative("", location))}  ${formatBytes(size)} on disk`;
  if (apps.length === 0) return [head, "It holds no app."];
  return [head, "", ...appTable(apps), ...apps.flatMap((app) => [...spaceLines(app), ...letterLines(app, limit)])];
}

function appTable(apps: readonly StoredApp[]): string[] {
  const rows = apps.map(({ deadLetters, lastRun, summary }) => [
    summary.name,
    lastRun === undefined ? "none known" : `${pastTime(lastRun.startedAt)} (run ${lastRun.number})`,
    formatCount(summary.tables.component.entries),
    formatCount(summary.tables.owner.entries),
    formatCount(deadLetters.length),
    formatBytes(summary.bytes),
  ]);
  const titles = ["APP", "LAST CHANGE", "COMPONENTS", "TARGET STATES", "DEAD LETTERS", "SIZE"];
  const [first = "", ...lines] = tableLines([titles, ...rows], 2);
  return [style("dim", first), ...lines];
}

function spaceLines({ summary }: StoredApp): string[] {
  const tables = Object.entries(summary.tables).filter(([, { entries }]) => entries > 0);
  const rows = tables
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .map(([table, { bytes, entries }]) => [
      `  ${TABLES[table as StoreTable]}`,
      formatCount(entries),
      formatBytes(bytes),
      `${Math.round((bytes / summary.bytes) * 100)} %`,
    ]);
  return ["", ...tableLines([[`space of ${summary.name}`, "entries", "size", "share"], ...rows])];
}

function letterLines({ deadLetters, summary }: StoredApp, limit: number): string[] {
  if (deadLetters.length === 0) return [];
  const lines = deadLetters.slice(0, limit).flatMap(({ component, count, error, kind, since }) => {
    const doing = kind === "delete" ? " (while it was being deleted)" : "";
    const often = count > 1 ? `, ${formatCount(count)} times since ${pastTime(since)}` : `, on ${pastTime(since)}`;
    return [`  ${component}${doing}${often}`, `    ${error.name}: ${error.message}`];
  });
  const hidden = deadLetters.length - Math.min(limit, deadLetters.length);
  return [
    "",
    style("red", `failures of ${summary.name} that have not succeeded since`),
    ...lines,
    ...(hidden > 0 ? [style("dim", `  … ${formatCount(hidden)} more (--limit)`)] : []),
  ];
}

/** The same for programs. */
export function storeData({ apps, location, size }: StoredApps): object {
  return {
    store: location,
    bytesOnDisk: size,
    apps: apps.map(({ deadLetters, lastRun, summary }) => ({
      name: summary.name,
      bytes: summary.bytes,
      tables: summary.tables,
      lastChange: lastRun ?? null,
      deadLetters,
    })),
  };
}
