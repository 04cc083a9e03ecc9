import { describe, expect } from "vitest";
import { mount, mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  declaredByTwo,
  expectStages,
  failed,
  gone,
  NEW,
  opened,
  ran,
  TAKEN,
  takenOver,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { docs, type Items, memo, plain, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

describe("T4 One owner: two declare one state, and one of them is as it was", () => {
  const clash = declaredByTwo("t/k", "docs/a", "docs/b");
  const clashLater = declaredByTwo("t/k", "docs/b", "docs/a");
  const both: Record<string, Rows> = { a: { k: "a" }, b: { k: "b" } };

  it("the first by path is found as it was: the other fails, and nothing is written", async ({ database, logOf }) => {
    await logOf(docs(database, [["a", { k: "a" }]], memo));
    expectStages(
      await logOf(docs(database, Object.entries(both), memo)),
      opened("t"),
      [unchanged("docs/a"), ran("docs/b", NEW)],
      [failed("docs/b", clashLater)],
    );
  });

  it.for(["ab", "ba"])(
    "the last by path is found as it was before the first is written: it fails afterwards, and runs again (%s)",
    async (names, { database, logOf }) => {
      await logOf(docs(database, [["b", { k: "b" }]], memo));
      const items = [...names].map((name) => [name, both[name] as Rows] as const);
      expectStages(
        await logOf(docs(database, items, memo)),
        opened("t"),
        [unchanged("docs/b"), ran("docs/a", NEW)],
        [takenOver("t/k", "docs/b", "docs/a")],
        [failed("docs/b", clash)],
        [updated("t/k", "docs/a", NEW)],
      );
      expectStages(
        await logOf(docs(database, [["b", { k: "b" }]], memo)),
        opened("t"),
        [ran("docs/b", UNFINISHED)],
        [takenOver("t/k", "docs/a", "docs/b")],
        [updated("t/k", "docs/b", UNFINISHED)],
        [gone("docs/a")],
      );
    },
  );

  it("the last by path would be as it was, but the first was written before it was looked at: it runs, and fails", async ({
    database,
    logOf,
  }) => {
    const main = (withFirst: boolean) => async () => {
      const table = await database.mountTable("t");
      const firsts: Items = withFirst ? [["a", { k: "a" }]] : [];
      await (await mountEach(subpath("docs"), firsts, memo, table)).ready();
      await mountEach(subpath("later"), Object.entries({ b: { k: "b" } }), memo, table);
    };
    await logOf(main(false));
    expect(await logOf(main(true))).toEqual([
      ...opened("t"),
      ran("docs/a", NEW),
      takenOver("t/k", "later/b", "docs/a"),
      updated("t/k", "docs/a", NEW),
      ran("later/b", TAKEN),
      failed("later/b", declaredByTwo("t/k", "later/b", "docs/a")),
    ]);
  });

  it.for(["a", "b"])("by a call that is reused in docs/%s", async (caller, { database, logOf }) => {
    const declare = wrap("t04/call", { memo: true }, async (value: string, table: MemoryTable) =>
      table.declare("k", value),
    );
    const calls = async (rows: Rows, table: MemoryTable): Promise<void> => {
      if (rows["k"] === caller) await declare(caller, table);
      else await plain(rows, table);
    };
    const call = `t04/call() in docs/${caller} reused`;
    await logOf(docs(database, [[caller, { k: caller }]], calls));
    expectStages(
      await logOf(docs(database, Object.entries(both), calls)),
      opened("t"),
      [ran("docs/a"), ran("docs/b"), call],
      ...(caller === "a"
        ? [[failed("docs/b", clashLater)]]
        : [[takenOver("t/k", "docs/b", "docs/a")], [failed("docs/b", clash), updated("t/k", "docs/a")]]),
    );
    expect(database.rows("t")).toEqual({ k: "a" });
  });

  const folder = wrap("t04/in-folder", { memo: true }, async (rows: Rows, table: MemoryTable) => {
    await mount(subpath("doc"), memo, rows, table);
  });
  const besideFolder = (database: MemoryDatabase, other: string | undefined) => async () => {
    const table = await database.mountTable("t");
    await mount(subpath("folder"), folder, { k: "in" }, table);
    if (other !== undefined) await mount(subpath(other), async () => table.declare("k", "out"));
  };

  it("beneath a component that is as it was, and by one that comes later: that fails", async ({ database, logOf }) => {
    await logOf(besideFolder(database, undefined));
    expectStages(
      await logOf(besideFolder(database, "later")),
      opened("t"),
      [unchanged("folder"), ran("later")],
      [failed("later", declaredByTwo("t/k", "later", "folder/doc"))],
    );
  });

  it("beneath a component that is as it was, and by one that comes earlier: that has it, and the way to the other runs again", async ({
    database,
    logOf,
  }) => {
    await logOf(besideFolder(database, undefined));
    expectStages(
      await logOf(besideFolder(database, "earlier")),
      opened("t"),
      [unchanged("folder"), ran("earlier")],
      [takenOver("t/k", "folder/doc", "earlier")],
      [failed("folder/doc", declaredByTwo("t/k", "earlier", "folder/doc"))],
      [updated("t/k", "earlier")],
    );
    expectStages(
      await logOf(besideFolder(database, undefined)),
      opened("t"),
      [ran("folder", UNFINISHED)],
      [ran("folder/doc", UNFINISHED)],
      [takenOver("t/k", "earlier", "folder/doc")],
      [updated("t/k", "folder/doc", UNFINISHED)],
      [gone("earlier")],
    );
  });
});
