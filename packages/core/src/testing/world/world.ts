import { componentKey, pathOrder } from "../../component/component-path.ts";

/** A name with a dot is that of a table in a group. */
export type TableName = "t0" | "t1" | "mine" | "g.t2" | "u.t3";
export const tableNames: readonly TableName[] = ["t0", "t1", "mine", "g.t2", "u.t3"];

export type GroupName = "g" | "u";
export const groupNames: readonly GroupName[] = ["g", "u"];

/** What the user manages, and what stands there whatever the program declares. */
export const usersTable: TableName = "mine";
export const usersGroup: GroupName = "u";

/** Names of items are paths: an item is mounted by the nearest item above it that is there, else by the app's function. */
export const itemNames: readonly string[] = ["a", "b", "c", "a/a", "a/b", "b/a", "a/a/a", "a/a/b", "a/b/a", "b/a/a"];
/** The names under which items lie. */
export type LevelName = "" | "a" | "b" | "a/a" | "a/b" | "b/a";
export const levelNames: readonly LevelName[] = ["", "a", "b", "a/a", "a/b", "b/a"];

/** How a component remembers: not at all, with its tables as arguments, or with tables from outside. */
export type Kind = "plain" | "memo" | "closure";

/** Through which functions the value of a row goes. */
export type Way =
  | "direct"
  | "context"
  | "inner"
  | "part"
  | "text"
  | "id"
  | "fixed id"
  | "numbered"
  | "uuid"
  | "state"
  | "beneath";

export interface Row {
  readonly table: TableName;
  readonly key: string;
  readonly value: string;
  readonly way: Way;
}

/** What one component does. */
export interface Item {
  readonly kind: Kind;
  readonly rows: readonly Row[];
  /** Before it has done anything, or when it has done everything. */
  readonly fails: "never" | "first" | "last";
}

/** How the components of a level are mounted; by `mountEach` all of them as one kind. */
export interface Level {
  readonly style: "each" | "mount" | "use" | "within";
  readonly kind: Kind;
}

export const ordinaryItem: Item = { kind: "memo", rows: [], fails: "never" };
export const ordinaryLevel: Level = { style: "each", kind: "memo" };

interface Container {
  readonly schema: string;
}

export interface Table extends Container {
  /** Who mounts it: the app's function (`""`), the same in a place of its own (`"setup"`), or an item. */
  readonly place: string;
  readonly indexes: Readonly<Record<string, string>>;
}

/** The wrapped functions whose code changes: components, a memoized one, one that all share, a plain one. */
export type FunctionName = "node" | "part" | "text" | "inner";
export const functionNames: readonly FunctionName[] = ["node", "part", "text", "inner"];

/** All inputs of the program that random histories change: its source, its targets, its code, its context. */
export interface World {
  readonly items: Map<string, Item>;
  readonly levels: Map<LevelName, Level>;
  readonly tables: Map<TableName, Table>;
  readonly groups: Map<GroupName, Container>;
  readonly versions: Record<FunctionName, number>;
  context: number;
}

export function emptyWorld(): World {
  return {
    items: new Map(),
    levels: new Map(),
    tables: new Map(),
    groups: new Map(),
    versions: { node: 1, part: 1, text: 1, inner: 1 },
    context: 1,
  };
}

export function levelOf(item: string): LevelName {
  return item.slice(0, Math.max(0, item.lastIndexOf("/"))) as LevelName;
}

/** The item that mounts what lies at a level, or `""`: the app's function. */
export function ownerOf(world: World, level: string): string {
  let name = level;
  while (name !== "" && !world.items.has(name)) name = levelOf(name);
  return name;
}

export function parentOf(world: World, item: string): string {
  return ownerOf(world, levelOf(item));
}

/** The item itself, then what stands above it, without the app's function. */
function lineOf(world: World, item: string): string[] {
  const line: string[] = [];
  for (let name = item; name !== ""; name = parentOf(world, name)) line.push(name);
  return line;
}

export function kindOf(world: World, name: string): Kind {
  const level = world.levels.get(levelOf(name)) ?? ordinaryLevel;
  return level.style === "each" ? level.kind : (world.items.get(name) ?? ordinaryItem).kind;
}

/** The path of an item's component. */
export function pathOf(item: string): string[] {
  return item === "" ? [] : item.split("/").flatMap((part) => ["in", part]);
}

/** The path of a level's components, without their last part. */
export function levelPath(level: string): string[] {
  return [...pathOf(level), "in"];
}

export function inPathOrder(items: Iterable<string>): string[] {
  const order = (item: string): Uint8Array => pathOrder(componentKey(pathOf(item)));
  return [...items].sort((a, b) => Buffer.compare(order(a), order(b)));
}

export function groupOf(table: TableName): GroupName | undefined {
  return table.includes(".") ? (table.split(".")[0] as GroupName) : undefined;
}

/** Whether a table is there: declared, in a group that is, by somebody who is. */
export function isMounted(world: World, name: TableName): boolean {
  const table = world.tables.get(name);
  if (table === undefined) return false;
  const group = groupOf(name);
  if (group !== undefined && !world.groups.has(group)) return false;
  return table.place === "" || table.place === "setup" || world.items.has(table.place);
}

/** The tables that a component can declare into: of the app's function, of its own, and of those above. */
export function tablesFor(world: World, item: string): Set<TableName> {
  const places = new Set(["", "setup", ...lineOf(world, item)]);
  return new Set(
    tableNames.filter((name) => isMounted(world, name) && places.has(world.tables.get(name)?.place ?? "?")),
  );
}

/** The rows that a component declares, as it does. */
export function rowsOf(world: World, name: string): Row[] {
  const tables = tablesFor(world, name);
  const kind = kindOf(world, name);
  return (world.items.get(name) ?? ordinaryItem).rows
    .filter((row) => tables.has(row.table))
    .map((row) => ({ ...row, way: wayOf(row, kind) }));
}

/** What the component of an item returns: what it was given, and what those returned that it waited for. */
function resultOf(world: World, name: string): string {
  const values = (world.items.get(name) ?? ordinaryItem).rows.map(({ value }) => value);
  return returned(name, values, resultsBeneath(world, name));
}

export function returned(name: string, values: readonly string[], beneath: readonly string[]): string {
  return `${name}:${values.join("+")}(${beneath.join(", ")})`;
}

/** What the components return that an item waits for, by name. */
export function resultsBeneath(world: World, name: string): string[] {
  return itemNames
    .filter((item) => world.items.has(item) && parentOf(world, item) === name)
    .filter((item) => (world.levels.get(levelOf(item)) ?? ordinaryLevel).style === "use")
    .map((item) => resultOf(world, item))
    .sort();
}

/** Only components that are not memoized keep states. */
export function wayOf({ way }: Row, kind: Kind): Way {
  return way === "state" && kind !== "plain" ? "direct" : way;
}
