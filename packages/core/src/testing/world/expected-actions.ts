import type { Contents } from "./expected-contents.ts";
import {
  groupNames,
  groupOf,
  isMounted,
  type TableName,
  tableNames,
  usersGroup,
  usersTable,
  type World,
} from "./world.ts";

/** A world with what the target held when it had been brought up to date with it. */
export interface Settled {
  readonly world: World;
  readonly contents: Contents;
}

/** What happens to a container: `"remade"`: nothing of what was in it is left; `"renewed"`: all of it is written again. */
type Fate = "none" | "made" | "remade" | "renewed" | "kept" | "gone" | "gone with its group";

/** Exactly what sinks have to do to bring the target from one world to another, in no order (rules T4, T6, T8). */
export function expectedActions(before: Settled, now: Settled, everything: boolean): string[] {
  const actions: string[] = [];
  const groups = new Map(groupNames.map((name) => [name, groupFate(before.world, now.world, name, everything)]));
  for (const [name, fate] of groups) {
    if (name === usersGroup) continue;
    if (fate === "gone") actions.push(`delete ${name}`);
    else if (fate === "made") actions.push(`create ${name}`);
    else if (fate !== "kept" && fate !== "none") actions.push(`update ${name}`);
    else if (schemaOf(before.world, name) !== schemaOf(now.world, name)) actions.push(`update ${name}`);
  }
  for (const name of tableNames) {
    const group = groupOf(name);
    const fate = tableFate(
      before.world,
      now.world,
      name,
      everything,
      group === undefined ? "kept" : (groups.get(group) ?? "none"),
    );
    actions.push(...tableActions(before, now, name, fate));
  }
  return actions.sort();
}

/** The numbers that tell one incarnation of a container from another, for the dependencies of memos (rule T6). */
export class Generations {
  readonly #numbers = new Map<TableName, number>();

  of(name: TableName): number {
    return this.#numbers.get(name) ?? 0;
  }

  /** What one run did to the tables. */
  advance(before: World, now: World): void {
    const groups = new Map(groupNames.map((name) => [name, groupFate(before, now, name, false)]));
    for (const name of tableNames) {
      const group = groupOf(name);
      const fate = tableFate(before, now, name, false, group === undefined ? "kept" : (groups.get(group) ?? "none"));
      if (fate !== "kept") this.#numbers.set(name, this.of(name) + 1);
    }
  }
}

function schemaOf(world: World, name: string): string | undefined {
  return world.groups.get(name as never)?.schema ?? world.tables.get(name as never)?.schema;
}

function groupFate(before: World, now: World, name: (typeof groupNames)[number], everything: boolean): Fate {
  return containerFate(before.groups.get(name)?.schema, now.groups.get(name)?.schema, name === usersGroup, everything);
}

function tableFate(before: World, now: World, name: TableName, everything: boolean, group: Fate): Fate {
  const schema = (world: World): string | undefined =>
    isMounted(world, name) ? world.tables.get(name)?.schema : undefined;
  const fate = containerFate(schema(before), schema(now), name === usersTable, everything);
  if (group === "kept") return fate;
  if (fate === "none" || fate === "made") return fate;
  if (fate === "gone") {
    if (group === "gone") return groupOf(name) === usersGroup ? "gone" : "gone with its group";
    return group === "remade" ? "gone with its group" : "gone";
  }
  if (group === "remade") return "made";
  return fate === "kept" ? "renewed" : fate; // its group may have lost something
}

function containerFate(
  before: string | undefined,
  now: string | undefined,
  isUsers: boolean,
  everything: boolean,
): Fate {
  if (before === undefined) return now === undefined ? "none" : "made";
  if (now === undefined) return "gone";
  const [kindBefore, columnsBefore = ""] = before.split(".");
  const [kind, columns = ""] = now.split(".");
  if (isUsers) return everything ? "renewed" : "kept";
  if (kindBefore !== kind) return "remade";
  return everything || ![...columnsBefore].every((column) => columns.includes(column)) ? "renewed" : "kept";
}

function tableActions(before: Settled, now: Settled, name: TableName, fate: Fate): string[] {
  const isUsers = name === usersTable;
  const rowsBefore = before.contents.tables[name] ?? {};
  const rows = now.contents.tables[name] ?? {};
  const indexesBefore = specsOf(before.world, name);
  const indexes = specsOf(now.world, name);
  const all = (verb: string, names: readonly string[]): string[] => names.map((key) => `${verb} ${name}/${key}`);
  switch (fate) {
    case "none":
    case "gone with its group":
      return [];
    case "gone":
      return isUsers
        ? [...all("delete", Object.keys(rowsBefore)), ...all("delete", Object.keys(indexesBefore))]
        : [`delete ${name}`];
    case "made":
    case "remade":
      return [
        ...(isUsers ? [] : [`${fate === "made" ? "create" : "update"} ${name}`]),
        ...all("create", Object.keys(rows)),
        ...all("create", Object.keys(indexes)),
      ];
    case "renewed":
    case "kept":
      return [
        ...(!isUsers && (fate === "renewed" || schemaOf(before.world, name) !== schemaOf(now.world, name))
          ? [`update ${name}`]
          : []),
        ...changes(name, rowsBefore, rows, fate === "renewed"),
        ...changes(name, indexesBefore, indexes, fate === "renewed"),
      ];
  }
}

function specsOf(world: World, name: TableName): Readonly<Record<string, string>> {
  return isMounted(world, name) ? (world.tables.get(name)?.indexes ?? {}) : {};
}

function changes(
  table: string,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  everything: boolean,
): string[] {
  const written = Object.entries(now)
    .filter(([key, value]) => everything || before[key] !== value)
    .map(([key]) => `${key in before ? "update" : "create"} ${table}/${key}`);
  return [
    ...written,
    ...Object.keys(before)
      .filter((key) => !(key in now))
      .map((key) => `delete ${table}/${key}`),
  ];
}
