import { memoKey, memoState } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  created,
  deleted,
  EDITED,
  expectStages,
  gone,
  mountOf,
  NEW,
  opened,
  ran,
  unchanged,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

describe("M7 Mounting: values, tables and states beneath", () => {
  it("a value that is made of values beneath is kept with them", async ({ database, logOf }) => {
    const length = wrap("m07/length", { memo: true }, async (text: string) => text.length);
    const sum = wrap("m07/sum", { memo: true }, async (texts: readonly string[]) => {
      let total = 0;
      for (const text of texts) total += await useMount(subpath(text), length, text);
      return total;
    });
    const app = (texts: readonly string[]) => async () => {
      const table = await database.mountTable("t");
      table.declare("sum", await useMount(subpath("sum"), sum, texts));
    };
    await logOf(app(["a", "bb"]));
    expect(await logOf(app(["a", "bb"]))).toEqual([...opened("t"), unchanged("sum")]);
    expect(await logOf(app(["a", "bb", "ccc"]))).toEqual([
      ...opened("t"),
      ran("sum", EDITED),
      unchanged("sum/a"),
      unchanged("sum/bb"),
      ran("sum/ccc", NEW),
      updated("t/sum", "/"),
    ]);
  });

  it("a table that it mounted stays with its rows, and is known when one of them is to go", async ({
    database,
    logOf,
  }) => {
    const own = wrap("m07/own-table", { memo: true }, async (keys: readonly string[]) => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("rows"),
        keys.map((key) => [key, key] as const),
        async (key) => table.declare(key, "1"),
      );
    });
    const app = (keys: readonly string[]) => async () => void (await mount(subpath("own"), own, keys));
    const table = `own/${mountOf("t")}`;
    expectStages(
      await logOf(app(["k", "l"])),
      [ran("/"), ran("own", NEW), ran(table)],
      [created("t", table)],
      [ran("own/rows/k"), ran("own/rows/l"), created("t/k", "own/rows/k"), created("t/l", "own/rows/l")],
    );
    expect(await logOf(app(["k", "l"]))).toEqual([ran("/"), unchanged("own")]);
    expectStages(
      await logOf(app(["k"])),
      [ran("/"), ran("own", EDITED), ran(table), ran("own/rows/k")],
      [deleted("t/l", "own/rows/l")],
      [gone("own/rows/l")],
    );
    expectStages(
      await logOf(async () => undefined),
      [ran("/")],
      [deleted("t", table)],
      [gone("own"), gone(table), gone("own/rows/k")],
    );
  });

  it("children that run every time run when it does, and not when it is as it was", async ({ database, logOf }) => {
    const parent = wrap("m07/parent", { memo: true }, async (text: string, table: MemoryTable) => {
      await mount(subpath("child"), async () => table.declare("k", text.slice(0, 1)));
    });
    const app = (text: string) => async () =>
      void (await mount(subpath("p"), parent, text, await database.mountTable("t")));
    await logOf(app("x1"));
    expect(await logOf(app("x1"))).toEqual([...opened("t"), unchanged("p")]);
    expect(await logOf(app("x2"))).toEqual([...opened("t"), ran("p", EDITED), ran("p/child")]);
  });

  it("a memo state above is looked at, those beneath are not", async ({ database, logOf }) => {
    const asked: string[] = [];
    const file = (name: string, time: number): { name: string } =>
      Object.defineProperties(
        { name },
        {
          [memoKey]: { value: () => name },
          [memoState]: { value: () => (asked.push(name), { state: time, valid: true }) },
        },
      );
    const inner = wrap("m07/inner", { memo: true }, async (one: { name: string }, table: MemoryTable) =>
      table.declare(one.name, "1"),
    );
    const outer = wrap("m07/outer", { memo: true }, async (folder: { name: string }, table: MemoryTable) => {
      await mount(subpath("inner"), inner, file(`${folder.name}-file`, 1), table);
    });
    const app = (time: number) => async () =>
      void (await mount(subpath("outer"), outer, file("folder", time), await database.mountTable("t")));
    await logOf(app(1));
    asked.length = 0;
    expect(await logOf(app(2))).toEqual([...opened("t"), "outer is unchanged, looked at anew"]);
    expect(asked).toEqual(["folder"]);
  });
});
