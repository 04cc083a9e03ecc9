import { describe, expect } from "vitest";
import { map, mount, mountEach, subpath, useMount, within } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  began,
  called,
  created,
  EDITED,
  expectStages,
  failed,
  NEW,
  opened,
  ran,
  reused,
  unchanged,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

/** The lines, with "<here>" for places in this file. */
const withoutPlaces = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/(\S+ \()?[^\s(]*r01-values-and-places\.test\.ts:\d+:\d+\)?/g, "<here>"));

describe("R1 Mounting: values", () => {
  const double = wrap("r01/double", { memo: true }, async (value: number) => ({ doubled: value * 2 }));

  it("useMount gives the child's value, also when it is as it was", async ({ database, logOf }) => {
    const main = (value: number) => async () => {
      const table = await database.mountTable("t");
      const { doubled } = await useMount(subpath("child"), double, value);
      table.declare("k", doubled);
    };
    expect(await logOf(main(1))).toEqual(began("t", ran("child", NEW), created("t/k", "/")));
    expect(await logOf(main(1))).toEqual([...opened("t"), unchanged("child")]);
    expect(await logOf(main(2))).toEqual([...opened("t"), ran("child", EDITED), updated("t/k", "/")]);
    expect(database.rows("t")).toEqual({ k: 4 });
  });

  it("map runs in one component: only its calls are told of", async ({ database, logOf }) => {
    const upper = wrap("r01/upper", { memo: true }, async (text: string) => text.toUpperCase());
    const main = (texts: readonly string[]) => async () => {
      const table = await database.mountTable("t");
      for (const text of await map(texts, upper)) table.declare(text, "1");
    };
    expectStages(
      await logOf(main(["a", "b"])),
      began("t"),
      [called("r01/upper", "/"), called("r01/upper", "/")],
      [created("t/A", "/"), created("t/B", "/")],
    );
    expectStages(
      await logOf(main(["b", "a", "c"])),
      opened("t"),
      [reused("r01/upper", "/"), reused("r01/upper", "/"), called("r01/upper", "/")],
      [created("t/C", "/")],
    );
  });
});

describe("R1 Mounting: places", () => {
  const leaf = async (key: string, table: MemoryTable): Promise<void> => table.declare(key, "1");

  it("within() puts components beneath a path; tables stand where they always do", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      await within(subpath("a", "b"), async () => {
        const table = await database.mountTable("t");
        await mount(subpath("c"), leaf, "k", table);
      });
    };
    expect(await logOf(main)).toEqual(began("t", ran("a/b/c"), created("t/k", "a/b/c")));
  });

  it.for([
    { what: "by two mounts", second: (table: MemoryTable) => mount(subpath("a"), leaf, "l", table), at: "a" },
    {
      what: "by a mount and a mountEach",
      second: (table: MemoryTable) =>
        mountEach(subpath("a", "b"), [["k", "l"]], leaf, table).then(() =>
          mount(subpath("a", "b", "k"), leaf, "m", table),
        ),
      at: "a/b/k",
    },
  ])(
    "one place that is taken twice, $what, is an error that names both calls",
    async ({ at, second }, { database, logOf }) => {
      const main = async (): Promise<void> => {
        const table = await database.mountTable("t");
        await mount(subpath("a"), leaf, "k", table);
        await second(table);
      };
      const log = withoutPlaces(await logOf(main));
      expect(log.at(-1)).toBe(failed("/", `Two components are mounted at ${at}: <here>, and <here>.`));
      expect(log.slice(0, -1).toSorted()).toEqual(
        [
          ...began("t", ran("a"), created("t/k", "a")),
          ...(at === "a" ? [] : [ran("a/b/k"), created("t/l", "a/b/k")]),
        ].toSorted(),
      );
    },
  );

  it("one level that two components mount on is an error that names both", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await useMount(subpath("p"), async () => void (await mount(subpath("q"), leaf, "k", table)));
      await mount(subpath("p", "r"), leaf, "l", table);
    };
    expect(await logOf(main)).toEqual(
      began("t", ran("p"), ran("p/q"), created("t/k", "p/q"), failed("/", "Components p and / both mount at p.")),
    );
  });

  it("a key that a source gives twice fails the mountEach, and what was begun stands", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("docs"),
        [
          ["a", "k"],
          ["b", "l"],
          ["a", "m"],
        ].values() as Iterable<[string, string]>,
        leaf,
        table,
      );
    };
    const log = await logOf(main);
    expect(log.slice(3).toSorted()).toEqual(
      [
        ran("docs/a"),
        ran("docs/b"),
        created("t/k", "docs/a"),
        created("t/l", "docs/b"),
        failed("/", "mountEach(leaf) was given the key a twice."),
      ].toSorted(),
    );
  });
});
