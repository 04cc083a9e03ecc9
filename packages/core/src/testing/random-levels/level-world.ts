import { componentKey, type ComponentPath, pathOrder } from "../../component/component-path.ts";
import { mount, mountEach, subpath } from "../../index.ts";
import type { MemoryTable } from "../memory-target.ts";
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

export function pathOf(name: string): ComponentPath {
  return name === "" ? [] : name.split("/").flatMap((part) => ["in", part]);
}

/** The name as a row that no other component declares. */
export function ownRow(name: string): string {
  return name.replaceAll("/", "_");
}

export function inOrder(world: LevelWorld): string[] {
  const order = (name: string): Uint8Array => pathOrder(componentKey(pathOf(name)));
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

/** The app's function: with `each`, the components of a level that are alike are those of a source. */
export function levelProgram(world: LevelWorld, table: MemoryTable, each: boolean): Promise<void> {
  return mountBeneath(dataOf(world, ""), table, each);
}

const plain = async (data: PlaceData, table: MemoryTable, each: boolean): Promise<void> => {
  await mountBeneath(data, table, each);
  table.declare(data.row, data.name);
  if (data.fails) throw new Error(`${data.name} fails`);
};
const memoized = wrap("random-levels/memoized", { memo: true }, plain);

async function mountBeneath({ levels }: PlaceData, table: MemoryTable, each: boolean): Promise<void> {
  for (const { children, relative } of levels) {
    const place = ["in", ...relative.flatMap((part) => [part, "in"])] as [string, ...string[]];
    const entries = children.map((child) => [child.name.split("/").at(-1) as string, child] as const);
    const first = children[0] as PlaceData;
    if (each && children.every(({ memo }) => memo === first.memo))
      await mountEach(subpath(...place), entries, first.memo ? memoized : plain, table, each);
    else
      for (const [last, child] of entries)
        await mount(subpath(...place, last), child.memo ? memoized : plain, child, table, each);
  }
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
