import fc from "fast-check";
import { groupNames, type Item, itemNames, levelNames, functionNames, type Row, tableNames } from "./world.ts";
import { type Edit, firstEdits } from "./world-edits.ts";

/** How a run goes: what of the target fails (`<verb> <name>`), or after how many writes the process ends. */
export interface Weather {
  /**
   * `"faults"`: what is named cannot be written; `"passing faults"`: the same, but trying again helps; `"store"`: one
   * write of the store fails; `"crash"`: nothing can be written any more; `"crash in a sink"`: the same, from an action of a
   * sink on; `"stop"`: the run is asked to stop.
   */
  readonly kind:
    | "fair"
    | "reprocess"
    | "drop"
    | "faults"
    | "passing faults"
    | "store"
    | "crash"
    | "crash in a sink"
    | "stop";
  readonly faults: readonly string[];
  /** Whether sinks say which actions failed, instead of breaking off. */
  readonly reportsActions: boolean;
  /** How many writes go well, or how many actions. */
  readonly after: number;
  readonly maxInFlight: number;
  readonly ordered: boolean;
  /** Decides how long each component and each sink takes. */
  readonly turns: number;
  /** Whether the run is foretold by a preview. */
  readonly preview: boolean;
}

export interface Step {
  readonly edits: readonly Edit[];
  /** What is left out is as in `fairWeather`. */
  readonly weather: Partial<Weather>;
  /** Whether functions may fail and components may declare the same; else what would is taken out of the world. */
  readonly failing?: boolean;
}

export const fairWeather: Weather = {
  kind: "fair",
  faults: [],
  reportsActions: false,
  after: 0,
  maxInFlight: 1024,
  ordered: true,
  turns: 0,
  preview: false,
};

const tableName = fc.constantFrom(...tableNames);
const itemName = fc.constantFrom(...itemNames);
const rowKey = fc.constantFrom("k1", "k2", "k3", "k4");
const kind = fc.constantFrom("memo" as const, "plain" as const, "closure" as const);
const schema = fc.constantFrom("v1.a", "v1.ab", "v2.a");

const row: fc.Arbitrary<Row> = fc.record({
  table: tableName,
  key: rowKey,
  value: fc.constantFrom("red", "blue"),
  way: fc.constantFrom(
    "direct",
    "part",
    "text",
    "context",
    "inner",
    "id",
    "numbered",
    "fixed id",
    "uuid",
    "state",
    "beneath",
  ),
});

const item: fc.Arbitrary<Item> = fc.record({
  kind,
  rows: fc.uniqueArray(row, { maxLength: 3, selector: ({ key, table }) => `${table}/${key}` }),
  fails: fc.oneof(
    { weight: 14, arbitrary: fc.constant("never" as const) },
    { weight: 1, arbitrary: fc.constant("first" as const) },
    { weight: 1, arbitrary: fc.constant("last" as const) },
  ),
});

const itemEdit: fc.Arbitrary<Edit> = fc.tuple(itemName, item).map(([name, rest]) => ({ edit: "item", name, ...rest }));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: itemEdit },
  { weight: 4, arbitrary: fc.record({ edit: fc.constant("remove" as const), name: itemName }) },
  { weight: 4, arbitrary: fc.record({ edit: fc.constant("rename" as const), from: itemName, to: itemName }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant("swap" as const), one: itemName, other: itemName }) },
  {
    weight: 3,
    arbitrary: fc.record({
      edit: fc.constant("level" as const),
      level: fc.constantFrom(...levelNames),
      style: fc.constantFrom("each", "mount", "use", "within"),
      kind,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      edit: fc.constant("table" as const),
      table: tableName,
      schema,
      place: fc.constantFrom("", "", "setup", "a", "b", "a/a"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ edit: fc.constant("drop table" as const), table: tableName }) },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constant("group" as const), group: fc.constantFrom(...groupNames), schema }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ edit: fc.constant("drop group" as const), group: fc.constantFrom(...groupNames) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("index" as const),
      table: tableName,
      index: fc.constantFrom("i", "j"),
      spec: fc.constantFrom("flat", "deep", undefined),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("version" as const),
      of: fc.constantFrom(...functionNames),
      version: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ edit: fc.constant("context" as const), value: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constant("revert" as const), steps: fc.integer({ min: 1, max: 3 }) }),
  },
);

const fault = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom("create", "update", "delete"), tableName, rowKey)
      .map(([verb, table, key]) => `${verb} ${table}/${key}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("make", "drop"), fc.constantFrom(...tableNames, ...groupNames))
      .map(([verb, container]) => `${verb} ${container}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("index", "unindex"), tableName, fc.constantFrom("i", "j"))
      .map(([verb, table, name]) => `${verb} ${table}/${name}`),
  },
  { weight: 1, arbitrary: fc.constantFrom("create", "update", "delete", "make", "drop") },
);

const weather: fc.Arbitrary<Weather> = fc.record({
  kind: fc.oneof(
    { weight: 40, arbitrary: fc.constant("fair" as const) },
    { weight: 12, arbitrary: fc.constant("crash" as const) },
    { weight: 12, arbitrary: fc.constant("crash in a sink" as const) },
    { weight: 16, arbitrary: fc.constant("faults" as const) },
    { weight: 1, arbitrary: fc.constant("passing faults" as const) },
    { weight: 5, arbitrary: fc.constant("store" as const) },
    { weight: 5, arbitrary: fc.constant("stop" as const) },
    { weight: 5, arbitrary: fc.constant("reprocess" as const) },
    { weight: 6, arbitrary: fc.constant("drop" as const) },
  ),
  faults: fc.array(fault, { minLength: 1, maxLength: 6 }),
  reportsActions: fc.boolean(),
  after: fc.integer({ min: 0, max: 25 }),
  maxInFlight: fc.constantFrom(1024, 1, 2, 3),
  ordered: fc.boolean(),
  turns: fc.nat({ max: 1000 }),
  preview: fc.boolean(),
});

const rarely = fc.integer({ min: 0, max: 4 }).map((n) => n === 4);

/** A first world, then changes. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(edit, { maxLength: 8 }),
    fc.array(itemEdit, { minLength: 2, maxLength: 10 }),
    weather,
    rarely,
    fc.array(fc.record({ edits: fc.array(edit, { maxLength: 4 }), weather, failing: rarely }), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([around, items, sky, failing, later]) => [
    { edits: [...firstEdits, ...around, ...items], weather: sky, failing },
    ...later,
  ]);
