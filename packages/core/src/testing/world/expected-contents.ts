import {
  groupNames,
  inPathOrder,
  isMounted,
  levelOf,
  ordinaryLevel,
  parentOf,
  resultsBeneath,
  type Row,
  rowsOf,
  tableNames,
  usersGroup,
  usersTable,
  type World,
} from "./world.ts";

/** What stands in the place of an identifier in expected values: which one it is, is told by `Identifiers`. */
export const anyNumber = "#?";
export const anyUuid = "@?";
/** What stands in the place of what a component remembers: that is told by `StatesSeen`. */
const anyState = "s?";

/** What a row of an item holds after a run from scratch. */
export function valueOf(world: World, item: string, { value, way }: Row): string {
  const { context, versions } = world;
  const { inner: i, node: n, part: p, text: t } = versions;
  switch (way) {
    case "part":
      return `${value} i${i} p${p}${value === "red" ? ` c${context}` : ""}`;
    case "direct":
      return `${value} n${n}`;
    case "context":
      return `${value} c${context} n${n}`;
    case "beneath":
      return `${value} [${resultsBeneath(world, item).join(", ")}] n${n}`;
    case "inner":
      return `${value} i${i} n${n}`;
    case "text":
      return `${value} i${i} t${t} c${context} n${n}`;
    case "id":
    case "fixed id":
      return `${value} ${anyNumber} n${n}`;
    case "numbered":
      return `${value} p${p} ${anyNumber} n${n}`;
    case "state":
      return `${value} ${anyState} n${n}`;
    case "uuid":
      return `${value} ${anyUuid} n${n}`;
  }
}

export interface Contents {
  readonly groups: readonly string[];
  /** By table, then by key. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `<table>/<index>`, sorted. */
  readonly indexes: readonly string[];
}

/** What stands in the target before the first run: what the user made. */
export const nothing: Contents = { groups: [usersGroup], tables: { [usersTable]: {} }, indexes: [] };

/** What stands in the target after a run from scratch of a world in which nothing fails. */
export function expectedContents(world: World): Contents {
  const mounted = tableNames.filter((name) => isMounted(world, name));
  const tables: Record<string, Record<string, string>> = { [usersTable]: {} };
  for (const name of mounted) tables[name] = {};
  for (const item of world.items.keys()) {
    for (const row of rowsOf(world, item))
      (tables[row.table] as Record<string, string>)[row.key] = valueOf(world, item, row);
  }
  return {
    groups: groupNames.filter((name) => name === usersGroup || world.groups.has(name)),
    tables,
    indexes: mounted
      .flatMap((name) => Object.keys(world.tables.get(name)?.indexes ?? {}).map((index) => `${name}/${index}`))
      .sort(),
  };
}

/** Who declares each row, in the order of their paths; `<table>/<key>`. */
export function declarersIn(world: World, items: Iterable<string> = world.items.keys()): Map<string, string[]> {
  const declared = new Map<string, string[]>();
  for (const item of inPathOrder(items)) {
    for (const { key, table } of rowsOf(world, item)) {
      const name = `${table}/${key}`;
      declared.set(name, [...(declared.get(name) ?? []), item]);
    }
  }
  return declared;
}

export function isClean(world: World): boolean {
  return (
    [...declarersIn(world).values()].every((items) => items.length === 1) &&
    [...world.items.values()].every(({ fails }) => fails === "never")
  );
}

/** Lets every item succeed: none fails by itself, and of those that declare one row only the first does. */
export function makeClean(world: World): void {
  for (const [name, item] of world.items)
    if (item.fails !== "never") world.items.set(name, { ...item, fails: "never" });
  for (const [row, [, ...later]] of declarersIn(world)) {
    for (const name of later) {
      const item = world.items.get(name);
      if (item === undefined) continue;
      const rows = item.rows.filter(({ key, table }) => `${table}/${key}` !== row);
      world.items.set(name, { ...item, rows });
    }
  }
}

/** What becomes of the items of a world in which some fail. */
interface Outcomes {
  /** Items whose components fail, by themselves or because one fails that they wait for. */
  readonly failing: ReadonlySet<string>;
  /** Items that fail, and whose failures nobody above takes as its own. */
  readonly reported: ReadonlySet<string>;
  /** Items that nobody comes to, because something above them fails before it mounts them. */
  readonly unseen: ReadonlySet<string>;
  /** Whether the app's function itself fails. */
  readonly rootFails: boolean;
}

/** The outcomes; nothing where they hang on who comes first: where one that loses a row is in the way of others. */
export function outcomesIn(world: World): Outcomes | undefined {
  const failing = new Set<string>();
  const reported = new Set<string>();
  const isUnseen = (name: string): boolean => {
    for (let above = parentOf(world, name); above !== ""; above = parentOf(world, above))
      if (world.items.get(above)?.fails === "first") return true;
    return false;
  };
  const unseen = new Set([...world.items.keys()].filter(isUnseen));
  const seen = [...world.items.keys()].filter((name) => !unseen.has(name));
  let rootFails = false;
  const fail = (name: string): void => {
    reported.add(name);
    for (let at = name; at !== ""; at = parentOf(world, at)) {
      failing.add(at);
      const { style } = world.levels.get(levelOf(at)) ?? ordinaryLevel;
      if (style !== "use") return;
      if (parentOf(world, at) === "") rootFails = true;
    }
  };
  const deepestFirst = seen.toSorted((a, b) => b.length - a.length);
  for (const name of deepestFirst) {
    // One that waits for what fails does not come to failing by itself when it has done everything.
    if (world.items.get(name)?.fails !== "never" && !failing.has(name)) fail(name);
  }
  const fine = seen.filter((name) => !failing.has(name));
  for (const [, [, ...later]] of declarersIn(world, fine)) {
    for (const loser of later) {
      const { style } = world.levels.get(levelOf(loser)) ?? ordinaryLevel;
      if (style === "use") return undefined;
      fail(loser);
    }
  }
  for (const contenders of declarersIn(world, fine).values())
    if (contenders.length > 1 && (contenders.length > 2 || failing.has(contenders[0] as string))) return undefined;
  return { failing, reported, unseen, rootFails };
}

/** The rows that a table holds by name, `<table>/<key>`. */
export function rowNames({ tables }: Contents): string[] {
  return Object.entries(tables).flatMap(([table, rows]) => Object.keys(rows).map((key) => `${table}/${key}`));
}
