import {
  type FunctionName,
  type GroupName,
  groupNames,
  type Item,
  type Level,
  type LevelName,
  ordinaryItem,
  ordinaryLevel,
  type Table,
  type TableName,
  tableNames,
  type World,
} from "./world.ts";

/** One change of a world's inputs. What is left out is as usual. */
export type Edit =
  | ({ readonly edit: "item"; readonly name: string } & Partial<Item>)
  | { readonly edit: "remove"; readonly name: string }
  | { readonly edit: "rename"; readonly from: string; readonly to: string }
  | { readonly edit: "swap"; readonly one: string; readonly other: string }
  | ({ readonly edit: "level"; readonly level: LevelName } & Partial<Level>)
  | ({ readonly edit: "table"; readonly table: TableName } & Partial<Omit<Table, "indexes">>)
  | { readonly edit: "drop table"; readonly table: TableName }
  | { readonly edit: "group"; readonly group: GroupName; readonly schema?: string }
  | { readonly edit: "drop group"; readonly group: GroupName }
  | { readonly edit: "index"; readonly table: TableName; readonly index: string; readonly spec?: string | undefined }
  | { readonly edit: "version"; readonly of: FunctionName; readonly version: number }
  | { readonly edit: "context"; readonly value: number }
  /** Everything is again as it was so many steps ago. */
  | { readonly edit: "revert"; readonly steps: number };

/** What a world was after each step, for those who go back. */
type WorldsBefore = readonly World[];

export function copyOf(world: World): World {
  return {
    items: new Map(world.items),
    levels: new Map(world.levels),
    tables: new Map(world.tables),
    groups: new Map(world.groups),
    versions: { ...world.versions },
    context: world.context,
  };
}

export function applyEdit(world: World, edit: Edit, before: WorldsBefore = []): void {
  switch (edit.edit) {
    case "item": {
      const { edit: _, name, ...item } = edit;
      world.items.set(name, { ...ordinaryItem, ...item });
      break;
    }
    case "remove":
      world.items.delete(edit.name);
      break;
    case "rename": {
      const item = world.items.get(edit.from);
      if (item === undefined || world.items.has(edit.to)) break;
      world.items.delete(edit.from);
      world.items.set(edit.to, item);
      break;
    }
    case "swap": {
      const one = world.items.get(edit.one);
      const other = world.items.get(edit.other);
      if (one === undefined || other === undefined) break;
      world.items.set(edit.one, other).set(edit.other, one);
      break;
    }
    case "level": {
      const { edit: _, level, ...style } = edit;
      world.levels.set(level, { ...ordinaryLevel, ...style });
      break;
    }
    case "table": {
      const { edit: _, table, ...rest } = edit;
      const indexes = world.tables.get(table)?.indexes ?? {};
      world.tables.set(table, { schema: "v1.a", place: "", ...rest, indexes });
      break;
    }
    case "drop table":
      world.tables.delete(edit.table);
      break;
    case "group":
      world.groups.set(edit.group, { schema: edit.schema ?? "v1.a" });
      break;
    case "drop group":
      world.groups.delete(edit.group);
      break;
    case "index":
      setIndex(world, edit.table, edit.index, edit.spec);
      break;
    case "version":
      world.versions[edit.of] = edit.version;
      break;
    case "context":
      world.context = edit.value;
      break;
    case "revert": {
      const earlier = before.at(-edit.steps);
      if (earlier !== undefined) Object.assign(world, copyOf(earlier));
    }
  }
}

function setIndex(world: World, name: TableName, index: string, spec: string | undefined): void {
  const table = world.tables.get(name);
  if (table === undefined) return;
  const { [index]: _, ...others } = table.indexes;
  world.tables.set(name, { ...table, indexes: spec === undefined ? others : { ...others, [index]: spec } });
}

/** Tables and groups of which random histories know nothing yet stand there from the beginning. */
export const firstEdits: readonly Edit[] = [
  ...groupNames.map((group) => ({ edit: "group", group }) as const),
  ...tableNames.map((table) => ({ edit: "table", table }) as const),
];
