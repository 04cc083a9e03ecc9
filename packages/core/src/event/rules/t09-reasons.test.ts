import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { describeEvent } from "../describe-event.ts";
import { at, type Items, plain, type Rows } from "./moving-rows.ts";
import { created, deleted, mountOf, REBUILT, UNDECLARED, UNFINISHED, updated } from "./lines.ts";
import { it } from "./rule-test.ts";

/** What an app looks like at a time. */
interface Look {
  readonly items: Items;
  readonly schema?: string;
  readonly version?: number;
}
type Mounting = (items: Items, f: typeof plain, table: MemoryTable) => Promise<unknown>;

const mountings: Record<string, Mounting> = {
  mount: async (items, f, table) => {
    for (const [name, rows] of items) await mount(subpath("docs", name), f, rows, table);
  },
  useMount: async (items, f, table) => {
    for (const [name, rows] of items) await useMount(subpath("docs", name), f, rows, table);
  },
  mountEach: (items, f, table) => mountEach(subpath("docs"), items, f, table),
};

const one: Items = [["a", { k: "1" }]];

interface Case {
  readonly what: string;
  readonly before: Look;
  /** What fails in the run before. */
  readonly refused?: string;
  readonly after: Look;
  readonly changes: readonly string[];
}
const histories: readonly Case[] = [
  {
    what: "another value",
    before: { items: one },
    after: { items: [["a", { k: "2" }]] },
    changes: [updated("t/k", at("a"), "its value changed")],
  },
  {
    what: "another row",
    before: { items: one },
    after: { items: [["a", { l: "1" }]] },
    changes: [created("t/l", at("a")), deleted("t/k", at("a"), UNDECLARED)],
  },
  {
    what: "another component, and another value",
    before: { items: one },
    after: { items: [["b", { k: "2" }]] },
    changes: [updated("t/k", at("b"), "its value changed")],
  },
  {
    what: "a write that failed",
    before: { items: one },
    refused: "create t/k",
    after: { items: one },
    changes: [updated("t/k", at("a"), UNFINISHED)],
  },
  {
    what: "a table that is rebuilt",
    before: { items: one },
    after: { items: [["a", { k: "2", l: "1" }]], schema: "v2.a" },
    changes: [updated("t", mountOf("t")), created("t/k", at("a"), REBUILT), created("t/l", at("a"))],
  },
  {
    what: "a table that loses a column",
    before: { items: one, schema: "v1.ab" },
    after: { items: [["a", { k: "1", l: "1" }]], schema: "v1.a" },
    changes: [updated("t", mountOf("t")), updated("t/k", at("a"), REBUILT), created("t/l", at("a"))],
  },
  {
    what: "another version of a memoized call in it",
    before: { items: one, version: 1 },
    after: { items: one, version: 2 },
    changes: [updated("t/k", at("a"), "function t09/text changed")],
  },
];
const cases = Object.entries(mountings).flatMap(([how, reach]) => histories.map((given) => ({ how, reach, ...given })));

/** An app whose components are not memoized. With a version they call a memoized function of that. */
function appOf(database: MemoryDatabase, { items, schema, version }: Look, reach: Mounting): () => Promise<void> {
  const text = wrap("t09/text", { memo: true, version: version ?? 0 }, async (value: string) => `${value}.${version}`);
  const calling = async (rows: Rows, table: MemoryTable): Promise<void> => {
    for (const [key, value] of Object.entries(rows)) table.declare(key, await text(value));
  };
  return async () =>
    void (await reach(items, version === undefined ? plain : calling, await database.mountTable("t", schema)));
}

describe("T9 Preview: why states change of a component that runs every time", () => {
  it.for(cases)("$what ($how)", async ({ after, before, changes, reach, refused }, { app, database, run }) => {
    if (refused !== undefined) database.fault = (what) => (what === refused ? new Error("refused") : undefined);
    await run(appOf(database, before, reach));
    database.fault = undefined;
    const main = appOf(database, after, reach);
    const plan = await app.define(main).preview();
    expect(plan.changes.map((entry) => describeEvent({ kind: "targetChanged", ...entry }))).toEqual(changes);
    const { events } = await run(main);
    expect(events.filter(({ kind }) => kind === "targetChanged").map(describeEvent)).toEqual(changes);
  });

  it("the container that was rebuilt is named", async ({ app, database, run }) => {
    await run(appOf(database, { items: one }, mountings["mount"] as Mounting));
    const main = appOf(database, { items: one, schema: "v2.a" }, mountings["mount"] as Mounting);
    const { changes } = await app.define(main).preview();
    expect(changes.at(-1)?.reason).toEqual({ kind: "dependency", on: "target", name: "test.memory.db/t" });
  });
});
