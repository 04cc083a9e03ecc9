import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { NestedTarget } from "../../testing/nested-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import {
  created,
  deleted,
  expectStages,
  failed,
  gone,
  mountOf,
  opened,
  ran,
  REPROCESSED,
  takenOver,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, docs, type Items, memo, plain } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

const full: RunOptions = { fullReprocess: true };
const remade = updated("t", mountOf("t"), REPROCESSED);
const items: Items = [
  ["a", { k: "1" }],
  ["b", { l: "1", m: "1" }],
];

type Mounting = (table: MemoryTable, f: typeof plain) => Promise<unknown>;
const mountings: Record<string, Mounting> = {
  mount: async (table, f) => {
    for (const [name, rows] of items) await mount(subpath("docs", name), f, rows, table);
  },
  useMount: async (table, f) => {
    for (const [name, rows] of items) await useMount(subpath("docs", name), f, rows, table);
  },
  mountEach: (table, f) => mountEach(subpath("docs"), items, f, table),
};
const cases = Object.entries(mountings).flatMap(([how, mountAll]) => [
  { how, mountAll, kind: "memoized", f: memo, why: [REPROCESSED] },
  { how, mountAll, kind: "not memoized", f: plain, why: [] },
]);

describe("M8 Full reprocess: target states", () => {
  it.for(cases)(
    "each is written once more, and nothing is made or deleted ($how, $kind)",
    async ({ f, kind, mountAll, why }, { database, logOf }) => {
      const main = async (): Promise<void> => {
        const table = await database.mountTable("t");
        table.declareIndex("i", "flat");
        await mountAll(table, f);
      };
      await logOf(main);
      expectStages(
        await logOf(main, full),
        opened("t"),
        [remade],
        [
          ran(at("a"), ...why),
          ran(at("b"), ...why),
          updated("t/k", at("a"), REPROCESSED),
          updated("t/l", at("b"), REPROCESSED),
          updated("t/m", at("b"), REPROCESSED),
        ],
        [updated("t/@index/i", "/", REPROCESSED)],
      );
      // The run after that is as any other.
      expectStages(
        await logOf(main),
        opened("t"),
        ["a", "b"].map((name) => (kind === "memoized" ? unchanged(at(name)) : ran(at(name)))),
      );
    },
  );

  it("what was deleted before is not brought back, what is gone now is deleted", async ({ database, logOf }) => {
    for (const some of [items, items.slice(0, 1)]) await logOf(docs(database, some, memo));
    expectStages(
      await logOf(docs(database, [], memo), full),
      opened("t"),
      [remade],
      [deleted("t/k", at("a"))],
      [gone(at("a"))],
    );
    expect(database.rows("t")).toEqual({});
    expect(await logOf(docs(database, [], memo), full)).toEqual([...opened("t"), remade]);
  });

  it("what is not declared any more is deleted, and nothing of it is written", async ({ database, logOf }) => {
    await logOf(docs(database, items, memo));
    const fewer: Items = [
      ["a", { k: "1" }],
      ["b", { l: "1" }],
    ];
    expectStages(
      await logOf(docs(database, fewer, memo), full),
      opened("t"),
      [remade],
      [
        ran(at("a"), REPROCESSED),
        ran(at("b"), REPROCESSED),
        updated("t/k", at("a"), REPROCESSED),
        updated("t/l", at("b"), REPROCESSED),
      ],
      [deleted("t/m", at("b"), UNDECLARED)],
    );
  });

  it("what could not be deleted before is now, and not written", async ({ database, logOf }) => {
    await logOf(docs(database, items, memo));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    await logOf(docs(database, items.slice(1), memo));
    database.fault = undefined;
    expectStages(
      await logOf(docs(database, items.slice(1), memo), full),
      opened("t"),
      [remade],
      [ran(at("b"), REPROCESSED), updated("t/l", at("b"), REPROCESSED), updated("t/m", at("b"), REPROCESSED)],
      [deleted("t/k", at("a"))],
      [gone(at("a"))],
    );
  });

  it("a new item is made, one that goes to another component is written once", async ({ database, logOf }) => {
    await logOf(docs(database, [["a", { k: "1" }]], memo));
    expectStages(
      await logOf(docs(database, [["c", { k: "1", n: "1" }]], memo), full),
      opened("t"),
      [remade],
      [ran(at("c"), REPROCESSED)],
      [takenOver("t/k", at("a"), at("c"))],
      [updated("t/k", at("c"), REPROCESSED), created("t/n", at("c"))],
      [gone(at("a"))],
    );
  });

  it("what fails keeps what it had, and is written by the next run", async ({ database, logOf }) => {
    await logOf(docs(database, items, memo));
    database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
    expectStages(
      await logOf(docs(database, items, memo), full),
      opened("t"),
      [remade],
      [
        ran(at("a"), REPROCESSED),
        ran(at("b"), REPROCESSED),
        updated("t/l", at("b"), REPROCESSED),
        updated("t/m", at("b"), REPROCESSED),
        failed(at("a"), "refused"),
      ],
    );
    database.fault = undefined;
    // The store still knows that it may be missing.
    expectStages(await logOf(docs(database, items, memo)), opened("t"), [
      ran(at("a"), UNFINISHED),
      updated("t/k", at("a"), UNFINISHED),
      unchanged(at("b")),
    ]);
  });

  it("a table that is rebuilt at the same time gets each row once, as a new one", async ({ database, logOf }) => {
    const main = (schema: string) => async () =>
      void (await mountEach(subpath("docs"), items.slice(0, 1), memo, await database.mountTable("t", schema)));
    await logOf(main("v1.a"));
    expectStages(
      await logOf(main("v2.a"), full),
      opened("t"),
      [remade],
      [ran(at("a"), REPROCESSED)],
      [created("t/k", at("a"), REPROCESSED)],
    );
  });

  it("a table that the user manages is left alone, its rows are written again", async ({ database, logOf }) => {
    database.create("t");
    const main = async (): Promise<void> =>
      void (await mountEach(subpath("docs"), items.slice(0, 1), memo, await database.mountTable("t", "v1.a", "user")));
    await logOf(main);
    expectStages(
      await logOf(main, full),
      opened("t"),
      [ran(at("a"), REPROCESSED)],
      [updated("t/k", at("a"), REPROCESSED)],
    );
  });

  it("containers one in the other: each is told that it may be missing, and so is what is in them", async ({
    logOf,
  }) => {
    const root = "test.nested.again";
    const target = new NestedTarget(root);
    const main = async (): Promise<void> => {
      const x = await target.mount("x", "v1.a");
      const y = await target.mount("y", "v1.a", x);
      await mount(subpath("doc"), async () => target.declare("k", "1", y));
    };
    await logOf(main);
    target.takeAsked();
    const [x, y] = [`${root}/x`, `${root}/x/y`];
    expect(await logOf(main, full)).toEqual([
      ran("/"),
      ran(mountOf(x)),
      updated(x, mountOf(x), REPROCESSED),
      ran(mountOf(y)),
      updated(y, mountOf(y), REPROCESSED),
      ran("doc"),
      updated(`${y}/k`, "doc", REPROCESSED),
    ]);
    expect(target.takeAsked()).toEqual([
      "x: v1.a, may be missing",
      "x/y: v1.a, may be missing",
      "x/y/k: 1, may be missing",
    ]);
    expect(await logOf(main)).toEqual([ran("/"), ran(mountOf(x)), ran(mountOf(y)), ran("doc")]);
  });

  it("of an app that never ran is a first run", async ({ database, logOf }) => {
    expectStages(
      await logOf(docs(database, items.slice(0, 1), memo), full),
      opened("t"),
      [created("t", mountOf("t"))],
      [ran(at("a"), REPROCESSED), created("t/k", at("a"))],
    );
  });
});
