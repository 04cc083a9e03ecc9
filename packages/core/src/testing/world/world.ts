import { pathOrder, componentKey } from "../../component/component-path.ts";

/** How the component of a document remembers: not at all, by its tables as arguments, or with tables from outside. */
type DocumentKind = "plain" | "memo" | "closure";
export type TableName = "t0" | "t1" | "mine";

export const tableNames: readonly TableName[] = ["t0", "t1", "mine"];

export interface Row {
  readonly table: TableName;
  readonly key: string;
  readonly value: string;
}

/** What one component declares. */
export interface Document {
  readonly kind: DocumentKind;
  readonly rows: readonly Row[];
  /** Whether each row is declared by a memoized function that it calls. */
  readonly parts: boolean;
  readonly fails: boolean;
}

interface Table {
  readonly schema: string;
  /** Whether it is mounted in a place of its own. */
  readonly setup: boolean;
  readonly indexes: Readonly<Record<string, string>>;
}

/** The folders that documents lie in; `a/c` is mounted by the component of `a`. */
export const folders = ["", "a", "b", "a/c"] as const;
export type Folder = (typeof folders)[number];

/** All inputs of the program that random histories change: its source, its targets, its code. */
export interface World {
  /** By `<folder>:<name>`. */
  readonly documents: Map<string, Document>;
  readonly memoizedFolders: Set<Folder>;
  readonly tables: Map<TableName, Table>;
  /** Of the wrapped functions; part of every value. */
  version: number;
}

export function emptyWorld(): World {
  return { documents: new Map(), memoizedFolders: new Set(), tables: new Map(), version: 1 };
}

/** Names of rows, `<table>/<key>`, that are declared more than once, with the documents in the order of their paths. */
export function conflictsIn(world: World): Map<string, string[]> {
  const declared = new Map<string, string[]>();
  for (const [id, document] of inPathOrder(world)) {
    for (const row of document.rows) {
      if (!world.tables.has(row.table)) continue;
      const name = `${row.table}/${row.key}`;
      declared.set(name, [...(declared.get(name) ?? []), id]);
    }
  }
  return new Map([...declared].filter(([, ids]) => ids.length > 1));
}

/** Whether every document can succeed. */
export function isClean(world: World): boolean {
  return conflictsIn(world).size === 0 && [...world.documents.values()].every((document) => !document.fails);
}

/** Lets every document succeed: none fails by itself, and of those that declare one row only the first stays. */
export function makeClean(world: World): void {
  for (const [id, document] of world.documents)
    if (document.fails) world.documents.set(id, { ...document, fails: false });
  for (const [, [, ...later]] of conflictsIn(world)) for (const id of later) world.documents.delete(id);
}

/** What the tables hold after a run from scratch of a clean world. */
export function expectedTables(world: World): Record<string, Record<string, string>> {
  const tables: Record<string, Record<string, string>> = {};
  for (const name of world.tables.keys()) tables[name] = {};
  for (const document of world.documents.values()) {
    for (const row of document.rows) {
      const table = tables[row.table];
      if (table !== undefined) table[row.key] = valueOf(world, row);
    }
  }
  return tables;
}

export function expectedIndexes(world: World): string[] {
  return [...world.tables]
    .flatMap(([table, { indexes }]) => Object.keys(indexes).map((name) => `${table}/${name}`))
    .sort();
}

export function valueOf(world: { readonly version: number }, row: Row): string {
  return `${row.value} of version ${world.version}`;
}

/** The path of the component of a document. */
function documentPath(world: World, id: string): string[] {
  const [folder = "", name = ""] = id.split(":");
  const path: string[] = [];
  if (folder !== "") {
    let at = "";
    for (const part of folder.split("/")) {
      at = at === "" ? part : `${at}/${part}`;
      path.push(world.memoizedFolders.has(at as Folder) ? "memo-folders" : "folders", part);
    }
  }
  return [...path, `${world.documents.get(id)?.kind}-documents`, name];
}

function inPathOrder(world: World): [string, Document][] {
  const order = (id: string): Uint8Array => pathOrder(componentKey(documentPath(world, id)));
  return [...world.documents].sort(([a], [b]) => Buffer.compare(order(a), order(b)));
}
