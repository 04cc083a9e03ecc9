import { describe, expect } from "vitest";
import { mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  created,
  expectStages,
  gone,
  mountOf,
  NEW,
  opened,
  ran,
  REBUILT,
  takenOver,
  unchanged,
  updated,
} from "./lines.ts";
import { type Items, memo } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

describe("T4 One owner: containers and whole folders", () => {
  const inTable = async (docsOf: Items, table: MemoryTable): Promise<void> => {
    await mountEach(subpath("docs"), docsOf, memo, table);
  };
  const mountIn = (database: MemoryDatabase, place: "" | "setup", schema: string, items: Items) => async () => {
    const mountTable = (): Promise<MemoryTable> => database.mountTable("t", schema);
    const table = place === "" ? await mountTable() : await useMount(subpath(place), mountTable);
    await inTable(items, table);
  };
  const rows: Items = [["a", { k: "1" }]];
  const outer = mountOf("t");
  const inner = `setup/${outer}`;

  it.for([
    { from: "", to: "setup" },
    { from: "setup", to: "" },
  ] as const)(
    "a table goes from '$from/' to '$to/': it is not made again, and its rows stay",
    async ({ from, to }, { database, logOf }) => {
      await logOf(mountIn(database, from, "v1.a", rows));
      expectStages(
        await logOf(mountIn(database, to, "v1.a", rows)),
        to === "" ? [ran("/"), ran(outer)] : [ran("/"), ran("setup"), ran(inner)],
        to === "" ? [takenOver("t", inner, outer)] : [takenOver("t", outer, inner)],
        [unchanged("docs/a")],
        to === "" ? [gone("setup"), gone(inner)] : [gone(outer)],
      );
    },
  );

  it("a table that goes to another component and is rebuilt there gets its rows again", async ({ database, logOf }) => {
    await logOf(mountIn(database, "", "v1.a", rows));
    expectStages(
      await logOf(mountIn(database, "setup", "v2.a", rows)),
      [ran("/"), ran("setup"), ran(inner)],
      [takenOver("t", outer, inner)],
      [updated("t", inner)],
      [ran("docs/a", REBUILT)],
      [created("t/k", "docs/a", REBUILT)],
      [gone(outer)],
    );
  });

  const folder = wrap("t04/folder", { memo: true }, async (items: Items, table: MemoryTable) => {
    await mountEach(items, memo, table);
  });
  const folders = (database: MemoryDatabase, name: string) => async () => {
    const items: Items = Object.entries({ a: { k: "1" }, b: { l: "1", m: "1" } });
    await mountEach(subpath("folders"), new Map([[name, items]]), folder, await database.mountTable("t"));
  };

  it.for([
    ["f", "g"],
    ["g", "f"],
  ] as const)(
    "a folder goes from %s to %s with all that is in it, and nothing is written",
    async ([from, to], { database, logOf }) => {
      const nodes = (name: string): string[] =>
        ["", '/@"rules/memo"/a', '/@"rules/memo"/b'].map((rest) => `folders/${name}${rest}`);
      await logOf(folders(database, from));
      const [, fromA = "", fromB = ""] = nodes(from);
      const [, toA = "", toB = ""] = nodes(to);
      expectStages(
        await logOf(folders(database, to)),
        opened("t"),
        nodes(to).map((node) => ran(node, NEW)),
        [takenOver("t/k", fromA, toA), takenOver("t/l", fromB, toB), takenOver("t/m", fromB, toB)],
        nodes(from).map(gone),
      );
    },
  );

  it("an index goes from the app's function to a component", async ({ database, logOf }) => {
    const main = (byComponent: boolean) => async () => {
      const table = await database.mountTable("t");
      const declare = (): void => table.declareIndex("i", "flat");
      if (byComponent) await useMount(subpath("indexes"), declare);
      else declare();
    };
    await logOf(main(false));
    expect(await logOf(main(true))).toEqual([...opened("t"), ran("indexes"), takenOver("t/@index/i", "/", "indexes")]);
  });
});
