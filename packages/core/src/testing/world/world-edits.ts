import fc from "fast-check";
import { type Document, type Folder, folders, type Row, type TableName, tableNames, type World } from "./world.ts";

/** One change of a world's inputs. */
export type Edit =
  | { readonly kind: "document"; readonly id: string; readonly document: Document }
  | { readonly kind: "remove"; readonly id: string }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "folder"; readonly folder: Folder; readonly memoized: boolean }
  | { readonly kind: "table"; readonly table: TableName; readonly schema: string; readonly setup: boolean }
  | { readonly kind: "drop table"; readonly table: TableName }
  | { readonly kind: "index"; readonly table: TableName; readonly name: string; readonly spec: string | undefined }
  | { readonly kind: "version"; readonly version: number };

/** How a run goes: what of the target fails (`<verb> <name>`), or after how many writes the process ends. */
export interface Weather {
  readonly kind: "fair" | "reprocess" | "drop" | "faults" | "crash";
  readonly faults: readonly string[];
  readonly crashAfter: number;
  readonly maxInFlight: number;
  readonly ordered: boolean;
  /** Decides how long each component takes. */
  readonly turns: number;
}

export interface Step {
  readonly edits: readonly Edit[];
  readonly weather: Weather;
}

export function applyEdit(world: World, edit: Edit): void {
  switch (edit.kind) {
    case "document":
      world.documents.set(edit.id, edit.document);
      break;
    case "remove":
      world.documents.delete(edit.id);
      break;
    case "rename": {
      const document = world.documents.get(edit.from);
      if (document === undefined || world.documents.has(edit.to)) break;
      world.documents.delete(edit.from);
      world.documents.set(edit.to, document);
      break;
    }
    case "folder":
      if (edit.memoized) world.memoizedFolders.add(edit.folder);
      else world.memoizedFolders.delete(edit.folder);
      break;
    case "table":
      world.tables.set(edit.table, { schema: edit.schema, setup: edit.setup, indexes: world.tables.get(edit.table)?.indexes ?? {} });
      break;
    case "drop table":
      world.tables.delete(edit.table);
      break;
    case "index": {
      const table = world.tables.get(edit.table);
      if (table === undefined) break;
      const indexes = Object.fromEntries(Object.entries({ ...table.indexes, [edit.name]: edit.spec }).filter(([, spec]) => spec !== undefined));
      world.tables.set(edit.table, { ...table, indexes: indexes as Record<string, string> });
      break;
    }
    case "version":
      world.version = edit.version;
  }
}

const tableName = fc.constantFrom(...tableNames);
const folder = fc.constantFrom(...folders);
const id = fc.tuple(folder, fc.constantFrom("x", "y", "z")).map(([at, name]) => `${at}:${name}`);
const rowKey = fc.constantFrom("k1", "k2", "k3", "k4");
const row: fc.Arbitrary<Row> = fc.record({ table: tableName, key: rowKey, value: fc.constantFrom("red", "blue") });
const document: fc.Arbitrary<Document> = fc.record({
  kind: fc.constantFrom("plain", "memo", "closure"),
  rows: fc.uniqueArray(row, { maxLength: 3, selector: ({ key, table }) => `${table}/${key}` }),
  parts: fc.boolean(),
  fails: fc.integer({ min: 0, max: 11 }).map((n) => n === 0),
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("document" as const), id, document }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("remove" as const), id }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("rename" as const), from: id, to: id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("folder" as const), folder: fc.constantFrom("a" as const, "b" as const, "a/c" as const), memoized: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("table" as const), table: tableName, schema: fc.constantFrom("v1.a", "v1.ab", "v2.a"), setup: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drop table" as const), table: tableName }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("index" as const),
      table: tableName,
      name: fc.constantFrom("i", "j"),
      spec: fc.constantFrom("flat", "deep", undefined),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("version" as const), version: fc.integer({ min: 1, max: 3 }) }) },
);

const fault = fc.oneof(
  fc.tuple(fc.constantFrom("create", "update", "delete"), tableName, rowKey).map(([verb, table, key]) => `${verb} ${table}/${key}`),
  fc.tuple(fc.constantFrom("make", "drop"), tableName).map(([verb, table]) => `${verb} ${table}`),
  fc.tuple(fc.constantFrom("index", "unindex"), tableName, fc.constantFrom("i", "j")).map(([verb, table, name]) => `${verb} ${table}/${name}`),
);

const weather: fc.Arbitrary<Weather> = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant("fair" as const) },
    { weight: 5, arbitrary: fc.constant("crash" as const) },
    { weight: 4, arbitrary: fc.constant("faults" as const) },
    { weight: 1, arbitrary: fc.constant("reprocess" as const) },
    { weight: 1, arbitrary: fc.constant("drop" as const) },
  ),
  faults: fc.array(fault, { minLength: 1, maxLength: 6 }),
  crashAfter: fc.integer({ min: 0, max: 25 }),
  maxInFlight: fc.constantFrom(1, 2, 1024),
  ordered: fc.boolean(),
  turns: fc.nat({ max: 1000 }),
});

/** A first world, then changes. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(edit, { minLength: 6, maxLength: 16 }),
    fc.array(fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 4 }), weather }), { minLength: 1, maxLength: 8 }),
    weather,
  )
  .map(([first, later, sky]) => [{ edits: [table("t0"), table("mine"), ...first], weather: sky }, ...later]);

function table(name: TableName): Edit {
  return { kind: "table", table: name, schema: "v1.a", setup: false };
}
