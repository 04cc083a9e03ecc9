import path from "node:path";
import type {
  InspectedComponent,
  InspectedRemoval,
  InspectedTargetState,
  ProviderCounts,
  SubtreeCounts,
} from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";
import type { ComponentTree } from "./component-tree.ts";

/** What `coco show` shows. */
export interface Shown {
  readonly app: string;
  readonly location: string;
  readonly component: InspectedComponent;
  readonly tree: ComponentTree;
  readonly counts: SubtreeCounts;
  readonly functionMemos: number;
  readonly removals: readonly InspectedRemoval[];
}

const notes = { settled: "", pending: "  (not certain: made good by the next update)", leaving: "  (to be deleted)" };

export function showLines(core: CoreModule, shown: Shown, limit: number): string[] {
  const { component, counts } = shown;
  const isRoot = component.path.length === 0;
  const title = isRoot ? shown.app : `${shown.app} ${component.displayPath}`;
  const unsettled = counts.unsettled > 0 ? `, ${formatCount(counts.unsettled)} not certain` : "";
  const totals = `${counted(counts.components, "component")}, ${counted(counts.targetStates, "target state")}${unsettled}`;
  return [
    `${style("bold", title)}  ${style("dim", path.relative("", shown.location))}`,
    totals,
    ...(isRoot ? providerLines(counts.providers) : componentLines(shown)),
    ...stateLines(component.targetStates, limit),
    ...removalLines(shown.removals, limit),
    ...(shown.tree.children.length > 0 || shown.tree.hidden > 0 ? ["", ...treeLines(core, shown.tree, "")] : []),
  ];
}

function providerLines(providers: readonly ProviderCounts[]): string[] {
  if (providers.length === 0) return [];
  const rows = providers.map(({ provider, states }) => [`  ${provider}`, formatCount(states)]);
  return ["", ...tableLines([["targets", "states"], ...rows])];
}

function componentLines({ component, functionMemos }: Shown): string[] {
  if (!component.readable) return ["Another version of coco wrote this component; the next update reads it anew."];
  const parts = [
    component.hasMemo ? "its result is stored: unchanged, it is skipped with all beneath it" : "runs on each update",
    ...(functionMemos > 0 ? [`${counted(functionMemos, "result")} of functions it called`] : []),
    ...(component.appMemos > 0 ? [`${counted(component.appMemos, "result")} shared by the app`] : []),
    ...(component.identifiers > 0 ? [counted(component.identifiers, "identifier")] : []),
  ];
  return ["", ...parts.map((part) => `  ${part}`)];
}

function stateLines(states: readonly InspectedTargetState[], limit: number): string[] {
  if (states.length === 0) return [];
  const lines = states.slice(0, limit).map((state) => `  ${state.displayPath}${notes[state.status]}`);
  const hidden = states.length - lines.length;
  return [
    "",
    "target states",
    ...lines,
    ...(hidden > 0 ? [style("dim", `  … ${formatCount(hidden)} more (--limit)`)] : []),
  ];
}

function removalLines(removals: readonly InspectedRemoval[], limit: number): string[] {
  if (removals.length === 0) return [];
  const lines = removals.slice(0, limit).map(({ displayPath, what, begun }) => {
    const whole = what === "component" ? "" : " (states that it stopped declaring)";
    return `  ${displayPath}${whole}${begun ? "  (begun, not finished)" : ""}`;
  });
  const hidden = removals.length - lines.length;
  return ["", "to be deleted by the next update", ...lines, ...(hidden > 0 ? [`  … ${formatCount(hidden)} more`] : [])];
}

function treeLines(core: CoreModule, tree: ComponentTree, indent: string): string[] {
  const { children, component, hidden } = tree;
  const lines = children.flatMap((child, index) => {
    const last = index === children.length - 1 && hidden === 0;
    const own = core.formatKeyPath(child.component.path.slice(component.path.length));
    const label = `${indent}${last ? "└─ " : "├─ "}${own}${style("dim", describe(child.component))}`;
    return [label, ...treeLines(core, child, `${indent}${last ? "   " : "│  "}`)];
  });
  if (hidden === 0) return lines;
  const from = children.at(-1)?.component.displayPath;
  const how = from === undefined ? "--depth" : `--limit, or --after '${from}'`;
  return [...lines, style("dim", `${indent}└─ … ${formatCount(hidden)} more (${how})`)];
}

function describe(component: InspectedComponent): string {
  const parts: string[] = [];
  if (component.targetStates.length > 0) parts.push(counted(component.targetStates.length, "target state"));
  const unsettled = component.targetStates.filter(({ status }) => status !== "settled").length;
  if (unsettled > 0) parts.push(`${formatCount(unsettled)} not certain`);
  if (component.hasMemo) parts.push("memoized");
  if (!component.readable) parts.push("unreadable");
  return parts.length === 0 ? "" : `  ${parts.join(", ")}`;
}

/** The same for programs. */
export function showData(shown: Shown): object {
  return {
    app: shown.app,
    store: shown.location,
    counts: shown.counts,
    removals: shown.removals,
    functionMemos: shown.functionMemos,
    component: componentData(shown.tree),
  };
}

function componentData({ component, children, hidden }: ComponentTree): object {
  const { displayPath, path: _, targetStates, ...rest } = component;
  return {
    path: displayPath,
    ...rest,
    targetStates: targetStates.map((state) => ({
      path: state.displayPath,
      status: state.status,
      isContainer: state.isContainer,
    })),
    children: children.map((child) => componentData(child)),
    hiddenChildren: hidden,
  };
}
