import { describe, expect } from "vitest";
import type { RunOptions } from "../../testing/test-app.ts";
import {
  began,
  created,
  declaredByTwo,
  deleted,
  expectStages,
  failed,
  gone,
  opened,
  ran,
  takenOver,
  updated,
} from "./lines.ts";
import { docs, type Items, oneByOne, plain, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

describe("T4 One owner: two components declare one state in one run", () => {
  const clash = declaredByTwo("t/k", "docs/a", "docs/b");
  const clashLater = declaredByTwo("t/k", "docs/b", "docs/a");
  const both: Record<string, Rows> = { a: { k: "a" }, b: { k: "b" } };
  const cases: readonly {
    readonly owner: string;
    readonly order: string;
    readonly before: Record<string, Rows>;
    readonly names: string;
    readonly options: RunOptions;
    readonly stages: readonly (readonly string[])[];
  }[] = [
    {
      owner: "nobody",
      order: "both are written together",
      before: {},
      names: "ab",
      options: {},
      stages: [
        [ran("docs/a"), ran("docs/b")],
        [created("t/k", "docs/a"), failed("docs/b", clashLater)],
      ],
    },
    {
      owner: "nobody",
      order: "the first by path is written first",
      before: {},
      names: "ab",
      options: oneByOne,
      stages: [[ran("docs/a")], [created("t/k", "docs/a")], [ran("docs/b")], [failed("docs/b", clashLater)]],
    },
    {
      owner: "nobody",
      order: "the last by path is written first",
      before: {},
      names: "ba",
      options: oneByOne,
      stages: [
        [ran("docs/b")],
        [created("t/k", "docs/b")],
        [ran("docs/a")],
        [takenOver("t/k", "docs/b", "docs/a")],
        [failed("docs/b", clash)],
        [updated("t/k", "docs/a")],
      ],
    },
    {
      owner: "the first by path",
      order: "both are written together",
      before: { a: { k: "a" } },
      names: "ab",
      options: {},
      stages: [[ran("docs/a"), ran("docs/b")], [failed("docs/b", clashLater)]],
    },
    {
      owner: "the first by path",
      order: "the first by path is written first",
      before: { a: { k: "a" } },
      names: "ab",
      options: oneByOne,
      stages: [[ran("docs/a")], [ran("docs/b")], [failed("docs/b", clashLater)]],
    },
    {
      owner: "the first by path",
      order: "the last by path is written first",
      before: { a: { k: "a" } },
      names: "ba",
      options: oneByOne,
      stages: [
        [ran("docs/b")],
        [takenOver("t/k", "docs/a", "docs/b")],
        [updated("t/k", "docs/b")],
        [ran("docs/a")],
        [takenOver("t/k", "docs/b", "docs/a")],
        [failed("docs/b", clash)],
        [updated("t/k", "docs/a")],
      ],
    },
    {
      owner: "the last by path",
      order: "both are written together",
      before: { b: { k: "b" } },
      names: "ab",
      options: {},
      stages: [
        [ran("docs/a"), ran("docs/b")],
        [takenOver("t/k", "docs/b", "docs/a")],
        [updated("t/k", "docs/a"), failed("docs/b", clashLater)],
      ],
    },
    {
      owner: "the last by path",
      order: "the first by path is written first",
      before: { b: { k: "b" } },
      names: "ab",
      options: oneByOne,
      stages: [
        [ran("docs/a")],
        [takenOver("t/k", "docs/b", "docs/a")],
        [updated("t/k", "docs/a")],
        [ran("docs/b")],
        [failed("docs/b", clashLater)],
      ],
    },
    {
      owner: "the last by path",
      order: "the last by path is written first",
      before: { b: { k: "b" } },
      names: "ba",
      options: oneByOne,
      stages: [
        [ran("docs/b")],
        [ran("docs/a")],
        [takenOver("t/k", "docs/b", "docs/a")],
        [failed("docs/b", clash)],
        [updated("t/k", "docs/a")],
      ],
    },
  ];

  it.for(cases)("the first by path has it: it was owned by $owner; $order", async (given, { database, logOf, run }) => {
    const { before, names, options, stages } = given;
    await logOf(docs(database, Object.entries(before), plain));
    const items = [...names].map((name) => [name, both[name] as Rows] as const);
    const first = Object.keys(before).length === 0 && !database.tables.has("t") ? began("t") : opened("t");
    const { log, report } = await run(docs(database, items, plain), options);
    expectStages(log, first, ...stages);
    expect(report.failures.map(({ path }) => path)).toEqual(["docs/b"]);
    expect(database.rows("t")).toEqual({ k: "a" });
    // Alone, the other one has it with one update.
    expectStages(
      await logOf(docs(database, [["b", { k: "b" }]], plain)),
      opened("t"),
      [ran("docs/b")],
      [takenOver("t/k", "docs/a", "docs/b")],
      [updated("t/k", "docs/b")],
      [gone("docs/a")],
    );
  });

  it("the first by path takes it back as it was: it is tracked there, also when another one takes more from it", async ({
    database,
    logOf,
  }) => {
    const same = { k: "same" };
    await logOf(docs(database, [["a", { ...same, l: "1" }]], plain));
    const items: Items = [
      ["b", same],
      ["a", same],
      ["c", { l: "1" }],
    ];
    expect(await logOf(docs(database, items, plain), oneByOne)).toEqual([
      ...opened("t"),
      ran("docs/b"),
      takenOver("t/k", "docs/a", "docs/b"),
      ran("docs/a"),
      takenOver("t/k", "docs/b", "docs/a"),
      failed("docs/b", clash),
      ran("docs/c"),
      takenOver("t/l", "docs/a", "docs/c"),
    ]);
    expectStages(
      await logOf(docs(database, [], plain)),
      opened("t"),
      [deleted("t/k", "docs/a"), deleted("t/l", "docs/c")],
      [gone("docs/a"), gone("docs/b"), gone("docs/c")],
    );
  });
});
