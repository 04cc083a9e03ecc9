import { compareKeys, sourceItems, type KeyedItem, type Source } from "@coco/connectorkit";
import { mountEach, subpath, within } from "../../index.ts";
import type { MemoryTable } from "../memory-target.ts";
import { type MemoryDatabase } from "../memory-target.ts";
import { wrap } from "../wrap.ts";
import {
  type Document,
  type Folder,
  folders,
  type Row,
  type TableName,
  tableNames,
  valueOf,
  type World,
} from "./world.ts";

/** The inputs of one run, besides the world. */
export interface RunInputs {
  readonly world: World;
  readonly database: MemoryDatabase;
  /** Collects what ran of the memoized functions. */
  readonly ran: string[];
  /** How long, in turns of the event loop, the component of a document takes: no input, it must not matter. */
  readonly turns: (id: string) => number;
  /** Whether sources promise the order of their keys. */
  readonly ordered: boolean;
}

type Tables = Partial<Record<TableName, MemoryTable>>;

interface DocumentData extends Document {
  readonly id: string;
}

interface FolderData {
  readonly path: Folder;
  readonly documents: readonly DocumentData[];
  readonly folders: readonly (readonly [name: string, memoized: boolean, FolderData])[];
}

/** The app's function for a world: mounts tables and folders, and a component for each document. */
export function programOf(inputs: RunInputs): () => Promise<void> {
  const { database, world } = inputs;
  const functions = functionsOf(inputs);
  return async function main() {
    const tables: Tables = {};
    functions.outside.tables = tables;
    for (const [name, { indexes, schema, setup }] of world.tables) {
      const mount = (): Promise<MemoryTable> => database.mountTable(name, schema, name === "mine" ? "user" : "system");
      const table = setup ? await within("setup", mount) : await mount();
      tables[name] = table;
      for (const [index, spec] of Object.entries(indexes)) table.declareIndex(index, spec);
    }
    await functions.level(dataOf(world, ""), tables);
  };
}

function functionsOf({ ordered, ran, turns, world }: RunInputs): {
  outside: { tables: Tables };
  level: (data: FolderData, tables: Tables) => Promise<void>;
} {
  const { version } = world;
  const outside: { tables: Tables } = { tables: {} };
  const given = (tables: readonly (MemoryTable | undefined)[]): Tables =>
    Object.fromEntries(tableNames.map((name, index) => [name, tables[index]])) as Tables;
  const list = (tables: Tables): (MemoryTable | undefined)[] => tableNames.map((name) => tables[name]);

  const part = wrap("world/part", { memo: true, version }, async (row: Row, table: MemoryTable) => {
    table.declare(row.key, valueOf({ version }, row));
  });
  const declare = async (data: DocumentData, tables: Tables): Promise<void> => {
    for (let turn = turns(data.id); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
    for (const row of data.rows) {
      const table = tables[row.table];
      if (table === undefined) continue;
      if (data.parts) await part(row, table);
      else table.declare(row.key, valueOf({ version }, row));
    }
    if (data.fails) throw new Error(`${data.id} fails`);
  };
  type Given = (MemoryTable | undefined)[];
  const plain = wrap("world/plain", { version }, async (data: DocumentData, ...tables: Given) =>
    declare(data, given(tables)),
  );
  const memo = wrap("world/memo", { memo: true, version }, async (data: DocumentData, ...tables: Given) => {
    ran.push(data.id);
    await declare(data, given(tables));
  });
  const closure = wrap(
    "world/closure",
    { memo: true, version },
    async (data: DocumentData, _mounted: readonly string[]) => {
      ran.push(data.id);
      await declare(data, outside.tables);
    },
  );

  const level = async (data: FolderData, tables: Tables): Promise<void> => {
    const documents = (kind: Document["kind"]): Source<DocumentData> | KeyedItem<DocumentData>[] =>
      items(
        data.documents.filter((one) => one.kind === kind).map((one) => [one.id.split(":")[1] as string, one]),
        ordered,
      );
    const mounted = tableNames.filter((name) => tables[name] !== undefined);
    await mountEach(subpath("plain-documents"), documents("plain"), plain, ...list(tables));
    await mountEach(subpath("memo-documents"), documents("memo"), memo, ...list(tables));
    await mountEach(subpath("closure-documents"), documents("closure"), closure, mounted);
    const folders = (memoized: boolean): KeyedItem<FolderData>[] =>
      data.folders.filter(([, is]) => is === memoized).map(([name, , beneath]) => [name, beneath]);
    await mountEach(subpath("folders"), folders(false), folder, ...list(tables));
    await mountEach(subpath("memo-folders"), folders(true), memoFolder, ...list(tables));
  };
  const folder = wrap("world/folder", {}, async (data: FolderData, ...tables: Given) => level(data, given(tables)));
  const memoFolder = wrap("world/memo-folder", { memo: true }, async (data: FolderData, ...tables: Given) => {
    ran.push(`folder ${data.path}`);
    await level(data, given(tables));
  });
  return { outside, level };
}

function dataOf(world: World, path: Folder): FolderData {
  const documents = [...world.documents]
    .filter(([id]) => id.startsWith(`${path}:`))
    .map(([id, document]) => ({ id, ...document }));
  const beneath = folders.filter((folder) => folder !== path && folder.startsWith(path === "" ? "" : `${path}/`));
  const children = beneath.filter((folder) => !folder.slice(path === "" ? 0 : path.length + 1).includes("/"));
  return {
    path,
    documents,
    folders: children
      .map(
        (folder) =>
          [folder.split("/").at(-1) as string, world.memoizedFolders.has(folder), dataOf(world, folder)] as const,
      )
      .filter(([, , data]) => data.documents.length > 0 || data.folders.length > 0),
  };
}

function items<T>(entries: KeyedItem<T>[], ordered: boolean): Source<T> | KeyedItem<T>[] {
  if (!ordered) return entries;
  const sorted = entries.toSorted(([a], [b]) => compareKeys(a, b));
  return {
    name: "documents",
    [sourceItems]: () => ({
      ordered: true,
      async *pages() {
        for (const entry of sorted) yield [entry];
      },
    }),
  };
}
