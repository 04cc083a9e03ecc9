import type { Explanation, ProducedState } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { dependencyLines } from "./dependency-lines.ts";
import { pastRun } from "./past-time.ts";

const STATUS = {
  settled: "written",
  pending: "its last write did not end well; the next update makes it good",
  leaving: "not declared any more; deleted by the next update",
} as const;

/** Where a target state comes from, for a person. */
export function explanationLines(core: CoreModule, explained: Explanation): string[] {
  const { above, dependencies, functionName, lastRun, siblings, sourceItem, target } = explained;
  const made =
    lastRun === undefined
      ? "in every update: no result of the component is stored"
      : `in ${pastRun(lastRun.run, lastRun.startedAt)}: ${core.describeReason(lastRun.reason)}`;
  const rows: [string, string][] = [
    ["state", STATUS[target.status]],
    ...(sourceItem === undefined ? [] : [["source item", core.formatKey(sourceItem)] as [string, string]]),
    ["component", explained.displayComponent],
    ...(above.length > 1 ? [["beneath", above.slice(1).join("  ")] as [string, string]] : []),
    ...(functionName === undefined ? [] : [["function", functionName] as [string, string]]),
    ["made", made],
    ...(siblings === 0
      ? []
      : [["beside it", `${counted(siblings, "other target state")} of the component`] as [string, string]]),
  ];
  const lines = dependencyLines(dependencies);
  return [
    style("bold", target.displayPath),
    ...rows.map(([name, text]) => `  ${name.padEnd(13)}${text}`),
    ...(lines.length === 0 ? [] : ["", "made with:", ...lines]),
  ];
}

/** Some of what came of components. */
export interface Produced {
  readonly components: readonly string[];
  readonly states: readonly ProducedState[];
  /** How many come before and after those. */
  readonly skipped: number;
  readonly more: number;
}

/** What came of an item of a source, or of a component, for a person. */
export function producedLines(asked: string, { components, more, skipped, states }: Produced): string[] {
  const total = skipped + states.length + more;
  const lines: string[] = [];
  let component: string | undefined;
  for (const state of states) {
    if (state.component !== component) lines.push(`  ${state.component}`);
    component = state.component;
    lines.push(
      `    ${state.displayPath}${state.status === "settled" ? "" : style("dim", `  (${STATUS[state.status]})`)}`,
    );
  }
  const what = `${counted(total, "target state")} of ${counted(components.length, "component")}`;
  return [
    `${style("bold", asked)}: ${what}`,
    ...lines,
    ...(more > 0
      ? [style("dim", `  … ${formatCount(more)} more (--limit, or --skip ${skipped + states.length})`)]
      : []),
  ];
}
