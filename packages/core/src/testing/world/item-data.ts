import {
  type Item,
  itemNames,
  isMounted,
  type Kind,
  kindOf,
  type Level,
  type LevelName,
  levelNames,
  levelOf,
  levelPath,
  ordinaryItem,
  ordinaryLevel,
  ownerOf,
  parentOf,
  pathOf,
  type TableName,
  type World,
} from "./world.ts";

/** A table as whoever mounts it gets to know of it. */
export interface TableData {
  readonly name: TableName;
  readonly schema: string;
  readonly setup: boolean;
  readonly indexes: Readonly<Record<string, string>>;
}

/** One level of what a component mounts. */
export interface LevelData extends Level {
  /** Beneath the component's path. */
  readonly relative: readonly string[];
  readonly children: readonly ItemData[];
}

/** All that a component is given: its own item and what lies beneath it. */
export interface ItemData extends Item {
  readonly name: string;
  readonly kind: Kind;
  /** The item above, or `""`. */
  readonly parent: string;
  readonly tables: readonly TableData[];
  readonly levels: readonly LevelData[];
}

/** What the component of an item is given; of the app's function for `""`. */
export function componentData(world: World, name: string): ItemData {
  return {
    ...(world.items.get(name) ?? ordinaryItem),
    kind: kindOf(world, name),
    name,
    parent: name === "" ? "" : parentOf(world, name),
    tables: tablesAt(world, name),
    levels: levelNames
      .filter((level) => ownerOf(world, level) === name)
      .flatMap((level) => levelAt(world, name, level)),
  };
}

function tablesAt(world: World, name: string): TableData[] {
  return [...world.tables]
    .filter(([table, { place }]) => isMounted(world, table) && (place === "setup" ? "" : place) === name)
    .map(([table, { indexes, place, schema }]) => ({ name: table, schema, setup: place === "setup", indexes }));
}

function levelAt(world: World, owner: string, level: LevelName): LevelData[] {
  const children = itemNames.filter((item) => world.items.has(item) && levelOf(item) === level);
  if (children.length === 0) return [];
  return [
    {
      ...(world.levels.get(level) ?? ordinaryLevel),
      relative: levelPath(level).slice(pathOf(owner).length),
      children: children.map((child) => componentData(world, child)),
    },
  ];
}
