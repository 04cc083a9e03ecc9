import { componentKey, pathOrder } from "../../component/component-path.ts";
import { mount, mountEach, subpath } from "../../index.ts";
import type { MemoryTable } from "../memory-target.ts";
import { versionedItems } from "../versioned-items.ts";
import { wrap } from "../wrap.ts";

/** Names are paths: a component is mounted by the nearest one above it that is there, else by the app's function. */
export const placeNames: readonly string[] = ["o", "p", "p/q", "p/q/r", "p/q/r/s", "p/q/t", "p/u", "z"];

/** One component: the row that it declares with its own name as the value, and how it is. */
export interface Place {
  readonly row: string;
  readonly fails: boolean;
  readonly memo: boolean;
}

/** The components that are there, by name. */
export type LevelWorld = ReadonlyMap<string, Place>;

interface PlaceData extends Place {
  readonly name: string;
  readonly levels: readonly { readonly relative: readonly string[]; readonly children: readonly PlaceData[] }[];
}

export type Each = false | "array" | "source";

/** How a program runs: no input, so that it must not matter. */
export interface Layout {
  /** Whether the components of a level that are alike are those of an array, or of a source with versions. */
  readonly each: Each;
  /** Whether the place of a level can be that of a component too. */
  readonly dense: boolean;
}

export function pathOf(name: string, { dense }: Layout): [string, ...string[]] {
  return (dense ? name.split("/") : name.split("/").flatMap((part) => ["in", part])) as [string, ...string[]];
}

/** The name as a row that no other component declares. */
export function ownRow(name: string): string {
  return name.replaceAll("/", "_");
}

export function inOrder(world: LevelWorld): string[] {
  const order = (name: string): Uint8Array => pathOrder(componentKey(name.split("/")));
  return [...world.keys()].sort((a, b) => Buffer.compare(order(a), order(b)));
}

/** The same world where nothing fails and no two declare the same. */
export function withoutFailures(world: LevelWorld): LevelWorld {
  const rows = new Set<string>();
  return new Map(
    inOrder(world).map((name) => {
      const { row: wanted, memo } = world.get(name) as Place;
      const row = rows.has(wanted) ? ownRow(name) : wanted;
      rows.add(row);
      return [name, { row, memo, fails: false }];
    }),
  );
}

/** The app's function. */
export function levelProgram(world: LevelWorld, table: MemoryTable, layout: Layout): Promise<void> {
  return mountBeneath(dataOf(world, ""), table, layout);
}

const plain = async (data: PlaceData, table: MemoryTable, layout: Layout): Promise<void> => {
  await mountBeneath(data, table, layout);
  table.declare(data.row, data.name);
  if (data.fails) throw new Error(`${data.name} fails`);
};
const memoized = wrap("random-levels/memoized", { memo: true }, plain);

async function mountBeneath({ levels }: PlaceData, table: MemoryTable, layout: Layout): Promise<void> {
  for (const { children, relative } of levels) {
    const [head, ...rest] = layout.dense ? relative : ["in", ...relative.flatMap((part) => [part, "in"])];
    const first = children[0] as PlaceData;
    if (layout.each !== false && head !== undefined && children.every(({ memo }) => memo === first.memo)) {
      const entries = children.map((child) => [lastOf(child.name), child] as const);
      const items = layout.each === "source" ? versionedItems(entries) : entries;
      await mountEach(subpath(head, ...rest), items, functionOf(first), table, layout);
      continue;
    }
    for (const child of children) {
      const last = lastOf(child.name);
      const place = head === undefined ? subpath(last) : subpath(head, ...rest, last);
      await mount(place, functionOf(child), child, table, layout);
    }
  }
}

function functionOf({ memo }: Place): typeof plain {
  return memo ? memoized : plain;
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function dataOf(world: LevelWorld, name: string): PlaceData {
  const levels = new Map<string, PlaceData[]>();
  for (const beneath of inOrder(world)) {
    if (beneath === name || parentOf(world, beneath) !== name) continue;
    const relative = levelOf(beneath).slice(name === "" ? 0 : name.length + 1);
    levels.set(relative, [...(levels.get(relative) ?? []), dataOf(world, beneath)]);
  }
  const own = world.get(name) ?? { row: "", fails: false, memo: false };
  const entries = [...levels].map(([relative, children]) => ({
    relative: relative === "" ? [] : relative.split("/"),
    children,
  }));
  return { name, ...own, levels: entries };
}

function levelOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

function parentOf(world: LevelWorld, name: string): string {
  let at = levelOf(name);
  while (at !== "" && !world.has(at)) at = levelOf(at);
  return at;
}
