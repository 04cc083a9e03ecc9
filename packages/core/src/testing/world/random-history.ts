import fc from "fast-check";
import { type Document, folders, type Row, type TableName, tableNames } from "./world.ts";
import type { Edit } from "./world-edits.ts";

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
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("folder" as const),
      folder: fc.constantFrom("a" as const, "b" as const, "a/c" as const),
      memoized: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("table" as const),
      table: tableName,
      schema: fc.constantFrom("v1.a", "v1.ab", "v2.a"),
      setup: fc.boolean(),
    }),
  },
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
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("version" as const), version: fc.integer({ min: 1, max: 3 }) }),
  },
);

const fault = fc.oneof(
  fc
    .tuple(fc.constantFrom("create", "update", "delete"), tableName, rowKey)
    .map(([verb, table, key]) => `${verb} ${table}/${key}`),
  fc.tuple(fc.constantFrom("make", "drop"), tableName).map(([verb, table]) => `${verb} ${table}`),
  fc
    .tuple(fc.constantFrom("index", "unindex"), tableName, fc.constantFrom("i", "j"))
    .map(([verb, table, name]) => `${verb} ${table}/${name}`),
);

const weather: fc.Arbitrary<Weather> = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant("fair" as const) },
    { weight: 5, arbitrary: fc.constant("crash" as const) },
    { weight: 4, arbitrary: fc.constant("faults" as const) },
    { weight: 1, arbitrary: fc.constant("reprocess" as const) },
    { weight: 2, arbitrary: fc.constant("drop" as const) },
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
    fc.array(fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 4 }), weather }), {
      minLength: 1,
      maxLength: 8,
    }),
    weather,
  )
  .map(([first, later, sky]) => [{ edits: [table("t0"), table("mine"), ...first], weather: sky }, ...later]);

function table(name: TableName): Edit {
  return { kind: "table", table: name, schema: "v1.a", setup: false };
}
