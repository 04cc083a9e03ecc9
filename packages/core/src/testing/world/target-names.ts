import { type StableKey, symbol } from "@coco/connectorkit";
import type { UpdatePlan } from "../../app/preview.ts";
import { encodeTargetPath, formatTargetPath } from "../../target-state/target-path.ts";
import type { Weather } from "./random-history.ts";
import { groupNames, tableNames } from "./world.ts";

const DELETIONS = new Set(["delete", "drop", "unindex"]);

/** What a table, a group, or a row of a table is called in the store and in plans. */
export function nameInStore(name: string): string {
  const [container = "", key] = name.split("/");
  return format(container, key === undefined ? [] : [key]);
}

/** The same for an index, `<table>/<index>`. */
export function indexNameInStore(name: string): string {
  const [table = "", index = ""] = name.split("/");
  return format(table, [symbol("index"), index]);
}

/** What sinks did, as `write <name>` or `delete <name>`, sorted; once what a call did that was tried again (rule T7). */
export function actionsIn(log: readonly string[], { kind }: Weather): string[] {
  const actions = log.map((line) => {
    const [verb = "", name = ""] = line.split(" ");
    return `${DELETIONS.has(verb) ? "delete" : "write"} ${name}`;
  });
  return (kind === "passing faults" ? [...new Set(actions)] : actions).sort();
}

/** What a plan says that would be done, as `<create|update|delete> <name>`, sorted. */
export function plannedActions(plan: UpdatePlan): string[] {
  return plan.changes.map(({ change, target }) => `${change} ${names.get(target) ?? target}`).sort();
}

function format(container: string, keys: readonly StableKey[]): string {
  const [group, table] = container.split(".");
  const isGroup = (groupNames as readonly string[]).includes(group ?? "");
  const path: StableKey[] = isGroup
    ? ["test.memory.world.groups", group ?? "", ...(table === undefined ? [] : [table])]
    : ["test.memory.world", container];
  return formatTargetPath(encodeTargetPath([...path, ...keys] as never));
}

const names: ReadonlyMap<string, string> = new Map([
  ...groupNames.map((group) => [format(group, []), group] as const),
  ...tableNames.flatMap((table) => [
    [format(table, []), table] as const,
    ...["k1", "k2", "k3", "k4"].map((key) => [format(table, [key]), `${table}/${key}`] as const),
    ...["i", "j"].map((index) => [format(table, [symbol("index"), index]), `${table}/${index}`] as const),
  ]),
]);
