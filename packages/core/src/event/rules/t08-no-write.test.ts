import { memoKey, memoState } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { IdGenerator, mount, mountEach, subpath, useMount, UuidGenerator } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  created,
  EDITED,
  expectStages,
  mountOf,
  NEW,
  opened,
  ran,
  REBUILT,
  reused,
  unchanged,
  updated,
} from "./lines.ts";
import { at, type Items, memo, plain } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

const call = wrap("t08/call", { memo: true }, async (text: string, table: MemoryTable) => table.declare(text, "1"));
const shared = wrap("t08/shared", { memo: "app" }, async (text: string) => text.toUpperCase());
const valued = wrap("t08/valued", { memo: true }, async (text: string, table: MemoryTable) => {
  table.declare(text, "1");
  return { text };
});
const folder = wrap("t08/folder", { memo: true }, async (items: Items, table: MemoryTable) => {
  await mountEach(subpath("docs"), items, memo, table);
});
const items: Items = [
  ["a", { k: "1" }],
  ["b", { l: "1" }],
];

interface Shape {
  readonly main: (table: MemoryTable) => Promise<unknown>;
  /** What the second run says after its table. */
  readonly again: readonly string[];
}

/** Apps of different shapes, and what a run in which nothing changed says. */
const shapes: Record<string, Shape> = {
  "components that are memoized": {
    main: (table) => mountEach(subpath("docs"), items, memo, table),
    again: [unchanged(at("a")), unchanged(at("b"))],
  },
  "components that run every time": {
    main: (table) => mountEach(subpath("docs"), items, plain, table),
    again: [ran(at("a")), ran(at("b"))],
  },
  "calls that are memoized": {
    main: (table) => mount(subpath("doc"), async () => call("k", table)),
    again: [ran("doc"), reused("t08/call", "doc")],
  },
  "calls that the app shares": {
    main: (table) => mount(subpath("doc"), async () => table.declare(await shared("k"), "1")),
    again: [ran("doc"), "t08/shared() reused"],
  },
  "components whose values are used": {
    main: (table) => useMount(subpath("doc"), valued, "k", table),
    again: [unchanged("doc")],
  },
  "folders that are memoized": {
    main: (table) => mount(subpath("f"), folder, items, table),
    again: [unchanged("f")],
  },
  "folders that run every time": {
    main: (table) => mount(subpath("f"), async () => void (await mountEach(subpath("docs"), items, memo, table))),
    again: [ran("f"), unchanged("f/docs/a"), unchanged("f/docs/b")],
  },
  "an index": {
    main: async (table) => {
      table.declare("k", "1");
      table.declareIndex("i", "flat");
    },
    again: [],
  },
  identifiers: {
    main: (table) =>
      mount(subpath("doc"), async () => {
        table.declare(await new IdGenerator().next("chunk"), "1");
        table.declare(String(await new UuidGenerator().next("chunk")), "1");
      }),
    again: [ran("doc")],
  },
};

/** A run together with how many transactions it made. */
async function logAndCommits(
  logOf: (main: () => unknown, options: { onCommit: () => void }) => Promise<readonly string[]>,
  main: () => unknown,
): Promise<{ log: readonly string[]; commits: number }> {
  let commits = 0;
  const log = await logOf(main, {
    onCommit: () => {
      commits += 1;
    },
  });
  return { log, commits };
}

describe("T8 No write for no change", () => {
  const within =
    (database: MemoryDatabase, { main }: Shape) =>
    async () =>
      void (await main(await database.mountTable("t")));

  it.for(Object.entries(shapes))(
    "%s: a second and a third run write nothing, to targets and to the store",
    async ([, shape], { database, logOf }) => {
      const first = await logAndCommits(logOf, within(database, shape));
      expect(first.commits).toBeGreaterThan(0);
      database.takeLog();
      for (let times = 0; times < 2; times++) {
        const { commits, log } = await logAndCommits(logOf, within(database, shape));
        expectStages(log, opened("t"), shape.again);
        expect({ commits, written: database.takeLog() }).toEqual({ commits: 0, written: [] });
      }
    },
  );

  it("one item of three changed: the others cost no write", async ({ app, database, logOf }) => {
    const main = (value: string) => async () => {
      const given: Items = [...items, ["c", { m: value }]];
      await mountEach(subpath("docs"), given, memo, await database.mountTable("t"));
    };
    await logOf(main("1"));
    const stored: string[] = [];
    const log: string[] = [];
    log.push(
      ...(await logOf(main("2"), {
        onCommit: (changes) => {
          for (const change of changes) stored.push(`${change.kind} ${"table" in change ? change.table : "use"}`);
        },
      })),
    );
    expectStages(log, opened("t"), [
      unchanged(at("a")),
      unchanged(at("b")),
      ran(at("c"), EDITED),
      updated("t/m", at("c"), EDITED),
    ]);
    // Its record before the sink and after it, and the run that it remembers.
    expect(stored.filter((change) => change === "put component")).toEqual(["put component", "put component"]);
    expect(app.log).toEqual([]);
  });

  it("an item whose memo state moved on and is still valid: the state is the only write", async ({
    database,
    logOf,
  }) => {
    const file = (time: number): { text: string } =>
      Object.defineProperties(
        { text: "same" },
        { [memoKey]: { value: () => "file" }, [memoState]: { value: () => ({ state: time, valid: true }) } },
      );
    const read = wrap("t08/read", { memo: true }, async (one: { text: string }, table: MemoryTable) =>
      table.declare("k", one.text),
    );
    const main = (time: number) => async () =>
      void (await mount(subpath("doc"), read, file(time), await database.mountTable("t")));
    expect(await logOf(main(1))).toEqual([
      ...opened("t").slice(0, 2),
      created("t", mountOf("t")),
      ran("doc", NEW),
      created("t/k", "doc", NEW),
    ]);
    const stored: string[] = [];
    const log = await logOf(main(2), {
      onCommit: (changes) => {
        for (const change of changes) stored.push(`${change.kind} ${"table" in change ? change.table : "use"}`);
      },
    });
    expect(log).toEqual([...opened("t"), "doc is unchanged, looked at anew"]);
    expect(stored).toEqual(["put component"]);
    expect(await logAndCommits(logOf, main(2))).toEqual({ log: [...opened("t"), unchanged("doc")], commits: 0 });
  });

  it("a table that was rebuilt, the run after that", async ({ database, logOf }) => {
    const main = (schema: string) => async () =>
      void (await mountEach(subpath("docs"), items, memo, await database.mountTable("t", schema)));
    await logOf(main("v1.a"));
    expectStages(
      await logOf(main("v2.a")),
      opened("t"),
      [updated("t", mountOf("t"))],
      [
        ran(at("a"), REBUILT),
        ran(at("b"), REBUILT),
        created("t/k", at("a"), REBUILT),
        created("t/l", at("b"), REBUILT),
      ],
    );
    const { commits, log } = await logAndCommits(logOf, main("v2.a"));
    expectStages(log, opened("t"), [unchanged(at("a")), unchanged(at("b"))]);
    expect(commits).toBe(0);
  });

  it("a component that runs again and declares the same: its record alone is written", async ({ database, logOf }) => {
    const main = (version: number) => async () => {
      const doc = wrap("t08/versioned", { memo: true, version }, async (table: MemoryTable) => table.declare("k", "1"));
      await mount(subpath("doc"), doc, await database.mountTable("t"));
    };
    await logOf(main(1));
    database.takeLog();
    expect(await logOf(main(2))).toEqual([...opened("t"), ran("doc", "function t08/versioned changed")]);
    expect(database.takeLog()).toEqual([]);
    expect(await logAndCommits(logOf, main(2))).toEqual({ log: [...opened("t"), unchanged("doc")], commits: 0 });
  });
});
