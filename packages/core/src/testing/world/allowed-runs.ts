import { componentData, type ItemData } from "./item-data.ts";
import type { Generations } from "./expected-actions.ts";
import { kindOf, parentOf, type Row, rowsOf, type TableName, tablesFor, type World } from "./world.ts";

/**
 * What every component and every memoized call depended on in one run, told from the program and not from the engine:
 * what runs again although nothing of it is another is one run too many (rules M1, M7).
 */
export class Inputs {
  readonly #world: World;
  readonly #all = new Map<string, string>();

  constructor(world: World, generations: Generations) {
    this.#world = world;
    for (const name of world.items.keys()) {
      this.#all.set(name, componentInputs(world, generations, name));
      for (const row of rowsOf(world, name)) {
        const call = callOf(name, row);
        if (call !== undefined) this.#all.set(call, callInputs(world, generations, row));
      }
    }
  }

  /** What ran without need, given what ran and what things depended on before. */
  needless(ran: readonly string[], before: Inputs | undefined): string[] {
    const done = new Set<string>();
    return ran.filter((one) => {
      const again = one.includes(" ") && done.has(one);
      done.add(one);
      return again || this.#isNeedless(one, ran, before);
    });
  }

  #isNeedless(one: string, ran: readonly string[], before: Inputs | undefined): boolean {
    if (!this.#all.has(one)) return true;
    const [what = "", item = ""] = one.split(" ");
    const isAsBefore = before?.get(one) === this.get(one);
    if (what === "text") return isAsBefore;
    if (item !== "") return isAsBefore || !ran.includes(item);
    const parent = parentOf(this.#world, one);
    if (parent !== "" && !ran.includes(parent)) return true;
    return kindOf(this.#world, one) !== "plain" && isAsBefore;
  }

  get(one: string): string | undefined {
    return this.#all.get(one);
  }
}

/** The memoized call behind a row, as the program notes it when it runs. */
function callOf(item: string, { key, table, value, way }: Row): string | undefined {
  if (way === "part" || way === "numbered") return `${way} ${item} ${table}/${key}`;
  return way === "text" ? `text ${value}` : undefined;
}

function callInputs(world: World, generations: Generations, row: Row): string {
  const { context, versions } = world;
  switch (row.way) {
    case "part":
      return JSON.stringify([
        row,
        versions.part,
        versions.inner,
        row.value === "red" ? context : 0,
        generations.of(row.table),
      ]);
    case "text":
      return JSON.stringify([versions.text, versions.inner, context]);
    default:
      return JSON.stringify([row, versions.part]);
  }
}

function componentInputs(world: World, generations: Generations, name: string): string {
  const data = componentData(world, name);
  const used = new Set<string>([`node ${world.versions.node}`, ...tablesFor(world, name)]);
  const written = new Set<TableName>();
  noteUses(world, data, used, written);
  return JSON.stringify([
    data,
    [...used].sort(),
    [...written].sort().map((table) => `${table} ${generations.of(table)}`),
  ]);
}

/** Everything beneath counts: a hit of this component keeps it all. */
function noteUses(world: World, data: ItemData, used: Set<string>, written: Set<TableName>): void {
  for (const { name } of data.tables) written.add(name);
  for (const row of rowsOf(world, data.name)) {
    written.add(row.table);
    const { inner, part, text } = world.versions;
    const { way } = row;
    if (way === "part" || way === "numbered") used.add(`part ${part}`);
    if (way === "text") used.add(`text ${text}`);
    if (way === "part" || way === "text" || way === "inner") used.add(`inner ${inner}`);
    const readsContext = way === "text" || way === "context" || (way === "part" && row.value === "red");
    if (readsContext) used.add(`context ${world.context}`);
  }
  for (const child of data.levels.flatMap((level) => level.children)) noteUses(world, child, used, written);
}
