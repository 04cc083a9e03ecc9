import { compareKeys, contextKey, type ContextKey, type KeyedItem, type Source, sourceItems } from "@coco/connectorkit";
import { type AnyFunction } from "@coco/connectorkit";
import { map, mount, mountEach, subpath, useMount, within } from "../../index.ts";
import { type GroupProvider, type MemoryDatabase, type MemoryTable } from "../memory-target.ts";
import { componentData, type ItemData, type LevelData, type TableData } from "./item-data.ts";
import { type Declaring, declaring, type Tables } from "./world-functions.ts";
import { type GroupName, type Kind, returned, tableNames, usersGroup, usersTable, wayOf, type World } from "./world.ts";

export const CONTEXT: ContextKey<number> = contextKey<number>("world/context", { detectChange: true });

/** The inputs of one run, besides the world. */
export interface RunInputs {
  readonly world: World;
  readonly database: MemoryDatabase;
  /** Collects what ran. */
  readonly ran: string[];
  /** How long, in turns of the event loop, something takes: no input, it must not matter. */
  readonly turns: (what: string) => number;
  /** Whether sources promise the order of their keys. */
  readonly ordered: boolean;
}

/** What stands there before any run: what the user made. */
export function prepareTarget(database: MemoryDatabase): void {
  if (!database.tables.has(usersTable)) database.create(usersTable);
  database.groups.add(usersGroup);
}

/** The app's function for a world: mounts groups and tables, and a component for each item. */
export function programOf(inputs: RunInputs): () => Promise<void> {
  return () => new WorldProgram(inputs).main();
}

class WorldProgram {
  readonly #inputs: RunInputs;
  readonly #functions: Declaring;
  readonly #kinds: Record<Kind, AnyFunction>;
  readonly #groups = new Map<GroupName, GroupProvider>();
  /** For components that do not have them as arguments: the tables of each item. */
  readonly #outside = new Map<string, Tables>();

  constructor(inputs: RunInputs) {
    this.#inputs = inputs;
    this.#functions = declaring(inputs, CONTEXT);
    this.#kinds = this.#functions.components(async (data, given) => this.#item(data, given ?? this.#outsideOf(data)));
  }

  async main(): Promise<void> {
    const { database, world } = this.#inputs;
    for (const [name, { schema }] of world.groups)
      this.#groups.set(name, await database.mountGroup(name, schema, name === usersGroup ? "user" : "system"));
    const data = componentData(world, "");
    const tables: Tables = {};
    for (const table of data.tables) await this.#mountTable(table, tables);
    this.#outside.set("", tables);
    await this.#levels(data.levels, tables);
  }

  async #item(data: ItemData, above: Tables): Promise<string> {
    const { ran, turns } = this.#inputs;
    ran.push(data.name);
    await pause(turns(data.name));
    if (data.fails === "first") throw new Error(`${data.name} fails`);
    const tables = { ...above };
    for (const table of data.tables) await this.#mountTable(table, tables);
    this.#outside.set(data.name, tables);
    const beneath = await this.#levels(data.levels, tables);
    await map(data.rows, async (row) => {
      const table = tables[row.table];
      if (table === undefined) return;
      await pause(turns(`${data.name} ${row.key}`));
      await this.#functions.declare(data.name, { ...row, way: wayOf(row, data.kind) }, table, beneath);
    });
    if (data.fails === "last") throw new Error(`${data.name} fails`);
    const values = data.rows.map(({ value }) => value);
    return returned(data.name, values, beneath);
  }

  #outsideOf({ parent }: ItemData): Tables {
    return this.#outside.get(parent) as Tables;
  }

  async #mountTable({ indexes, name, schema, setup }: TableData, tables: Tables): Promise<void> {
    const { database } = this.#inputs;
    const [group, own] = name.includes(".") ? (name.split(".") as [GroupName, string]) : [undefined, name];
    const mountIt = (): Promise<MemoryTable> =>
      group === undefined
        ? database.mountTable(name, schema, name === usersTable ? "user" : "system")
        : database.mountTableIn(this.#groups.get(group) as GroupProvider, own, schema);
    const table = setup ? await within(subpath("setup"), mountIt) : await mountIt();
    for (const [index, spec] of Object.entries(indexes)) table.declareIndex(index, spec);
    tables[name] = table;
  }

  /** Mounts what is on these levels; gives what those returned that were waited for, sorted. */
  async #levels(levels: readonly LevelData[], tables: Tables): Promise<string[]> {
    const { turns } = this.#inputs;
    const given = tableNames.map((name) => tables[name]);
    const mounted = tableNames.filter((name) => tables[name] !== undefined);
    const results = await map(levels, async (level) => {
      await pause(turns(`level ${level.relative.join("/")}`));
      return this.#level(level, (kind) => (kind === "closure" ? [mounted] : given));
    });
    return results.flat().sort();
  }

  async #level({ children, kind, relative, style }: LevelData, argsFor: (kind: Kind) => unknown[]): Promise<string[]> {
    const place = subpath(...(relative as [string, ...string[]]));
    const entries = children.map((child) => [child.name.split("/").at(-1) as string, child] as const);
    if (style === "each") {
      await mountEach(place, this.#items(entries), this.#kinds[kind], ...argsFor(kind));
      return [];
    }
    const mountOne = async ([last, child]: (typeof entries)[number]): Promise<unknown> => {
      const f = this.#kinds[child.kind];
      const args = argsFor(child.kind);
      if (style === "within") return within(place, () => mount(subpath(last), f, child, ...args));
      const whole = subpath(...(relative as [string, ...string[]]), last);
      return style === "use" ? useMount(whole, f, child, ...args) : mount(whole, f, child, ...args);
    };
    const results = await map(entries, mountOne);
    return style === "use" ? (results as string[]) : [];
  }

  #items<T>(entries: readonly (readonly [string, T])[]): Source<T> | Iterable<KeyedItem<T>> {
    const { ordered, turns } = this.#inputs;
    if (!ordered) return entries.values(); // not as an array, which would be sorted
    const sorted = entries.toSorted(([a], [b]) => compareKeys(a, b));
    return {
      name: "items",
      [sourceItems]: () => ({
        ordered: true,
        versionOf: (item: T) => JSON.stringify(item),
        async *pages() {
          for (const entry of sorted) {
            await pause(turns(`page ${entry[0]}`));
            yield [entry];
          }
        },
      }),
    };
  }
}

async function pause(turns: number): Promise<void> {
  for (let turn = turns; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
}
