import { expect } from "vitest";
import { describeReason } from "../../component/run-reason.ts";

// The lines of an event log, as `describeEvent` writes them, so that a test can say what a rule wants to be there.

const ALWAYS = describeReason({ kind: "notMemoized" });

export const NEW: string = describeReason({ kind: "new" });
const SCHEMA = describeReason({ kind: "schema" });
const VALUE = describeReason({ kind: "value" });
export const EDITED: string = describeReason({ kind: "argument", position: 0 });
export const UNFINISHED: string = describeReason({ kind: "unfinished" });
export const REBUILT = "its target was rebuilt";
const GONE: string = describeReason({ kind: "gone" });
export const UNDECLARED: string = describeReason({ kind: "undeclared" });
export const TAKEN: string = describeReason({ kind: "takenOver" });
export const REPROCESSED: string = describeReason({ kind: "fullReprocess" });

type Line = string;
type Log = readonly Line[];

/** Without a reason: its function is not memoized. */
export const ran = (component: string, why: string = ALWAYS): Line => `${component} ran: ${why}`;
export const unchanged = (component: string): Line => `${component} is unchanged`;
export const failed = (component: string, message: string): Line => `${component} failed: ${message}`;
export const gone = (component: string): Line => `${component} deleted`;
export const notDeleted = (component: string, message: string): Line => `${component} could not be deleted: ${message}`;
export const called = (functionName: string, component: string, why: string = NEW): Line =>
  `${functionName}() in ${component} ran: ${why}`;
export const reused = (functionName: string, component: string): Line => `${functionName}() in ${component} reused`;
export const created = (target: string, by: string, why: string = NEW): Line => changed(target, "created", by, why);
/** Without a reason: that it was declared otherwise, by a component that runs every time. */
export const updated = (target: string, by: string, why?: string): Line =>
  changed(target, "updated", by, why ?? (by.endsWith(mountOf(target)) ? SCHEMA : VALUE));
export const deleted = (target: string, by: string, why: string = GONE): Line => changed(target, "deleted", by, why);
export const takenOver = (target: string, from: string, to: string): Line =>
  `${full(target)} goes from ${from} to ${to}`;
export const retried = (sink: string, attempt: number, message: string): Line =>
  `${sink} is tried again (${attempt}): ${message}`;

/** The component in which `mountTable` declares a table. */
export const mountOf = (table: string): string => `@target/${full(table)}`;
/** A run begins, and its tables are as they were. */
export const opened = (...tables: readonly string[]): Log => [ran("/"), ...tables.map((table) => ran(mountOf(table)))];
/** The first run of an app with one table. */
export const began = (table: string, ...rest: Log): Log => [...opened(table), created(table, mountOf(table)), ...rest];

export const declaredByTwo = (target: string, one: string, other: string): string =>
  `Two components declare ${full(target)} in one run: ${one} and ${other}.`;

/**
 * A log has these lines and no others: stage after stage, in any order within a stage, for components of one stage run at
 * once.
 */
export function expectStages(log: Log, ...stages: readonly Log[]): void {
  const found: Log[] = [];
  let at = 0;
  for (const stage of stages) {
    found.push(log.slice(at, at + stage.length).toSorted());
    at += stage.length;
  }
  const rest = log.slice(at);
  expect([...found, ...(rest.length > 0 ? [rest] : [])]).toEqual(stages.map((stage) => stage.toSorted()));
}

function changed(target: string, change: string, by: string, why: string): Line {
  return `${full(target)} ${change} by ${by}: ${why}`;
}

/** Targets are given without the database's name, but for those of other databases. */
function full(target: string): string {
  return target.startsWith("test.") ? target : `test.memory.db/${target}`;
}
