import { describe, expect } from "vitest";
import { mount, mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  created,
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  mountOf,
  NEW,
  notDeleted,
  opened,
  ran,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { type Items, memo, plain, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

type Folders = Readonly<Record<string, Items>>;

const inFolder = async (items: Items, table: MemoryTable): Promise<void> => {
  for (const [name] of items) if (name === "fail") throw new Error("folder broken");
  await mountEach(subpath("docs"), items, memo, table);
};
const memoFolder = wrap("t05/folder", { memo: true }, inFolder);
const main =
  (database: MemoryDatabase, folders: Folders, f = memoFolder as typeof inFolder) =>
  async () => {
    await mountEach(subpath("in"), Object.entries(folders), f, await database.mountTable("t"));
  };

const one: Folders = { f: Object.entries({ a: { k: "1" }, b: { l: "1", m: "1" } }) };
const other: Folders = { g: Object.entries({ c: { n: "1" } }) };
const refuse = (database: MemoryDatabase, ...what: string[]): void => {
  database.fault = (action) => (what.includes(action) ? new Error("refused") : undefined);
};

describe.for([
  { kind: "memoized", f: memoFolder as typeof inFolder, asBefore: unchanged("in/g"), beneath: [], isMemoized: true },
  { kind: "not memoized", f: inFolder, asBefore: ran("in/g"), beneath: [unchanged("in/g/docs/c")], isMemoized: false },
])("T5 Absence: a subtree of a component that is $kind", ({ asBefore, beneath, f, isMemoized }) => {
  it("goes with all that it declared, and what is beside it stays", async ({ database, logOf }) => {
    await logOf(main(database, { ...one, ...other }, f));
    expectStages(
      await logOf(main(database, other, f)),
      opened("t"),
      [asBefore, ...beneath],
      [deleted("t/k", "in/f/docs/a"), deleted("t/l", "in/f/docs/b"), deleted("t/m", "in/f/docs/b")],
      [gone("in/f/docs/a"), gone("in/f/docs/b")],
      [gone("in/f")],
    );
  });

  it("of which one deletion fails keeps the way to it, and the rest goes", async ({ database, logOf }) => {
    await logOf(main(database, { ...one, ...other }, f));
    refuse(database, "delete t/k");
    expectStages(
      await logOf(main(database, other, f)),
      opened("t"),
      [asBefore, ...beneath],
      [
        deleted("t/l", "in/f/docs/b"),
        deleted("t/m", "in/f/docs/b"),
        gone("in/f/docs/b"),
        notDeleted("in/f/docs/a", "refused"),
      ],
    );
    database.fault = undefined;
    expectStages(
      await logOf(main(database, other, f)),
      opened("t"),
      [asBefore, ...beneath],
      [deleted("t/k", "in/f/docs/a")],
      [gone("in/f/docs/a")],
      [gone("in/f")],
    );
  });

  it("of which one deletion failed comes back: what was deleted is new, what may be gone is written again", async ({
    database,
    logOf,
  }) => {
    await logOf(main(database, one, f));
    refuse(database, "delete t/k");
    await logOf(main(database, {}, f));
    database.fault = undefined;
    expectStages(
      await logOf(main(database, one, f)),
      opened("t"),
      [isMemoized ? ran("in/f", UNFINISHED) : ran("in/f")],
      [
        ran("in/f/docs/a", UNFINISHED),
        updated("t/k", "in/f/docs/a", UNFINISHED),
        ran("in/f/docs/b", NEW),
        created("t/l", "in/f/docs/b", NEW),
        created("t/m", "in/f/docs/b", NEW),
      ],
    );
    expect(database.rows("t")).toEqual({ k: "1", l: "1", m: "1" });
  });

  it("stays as it is when the component at its top fails", async ({ database, logOf }) => {
    await logOf(main(database, one, f));
    expectStages(await logOf(main(database, { f: [["fail", {}]] }, f)), opened("t"), [
      isMemoized ? ran("in/f", EDITED) : ran("in/f"),
      failed("in/f", "folder broken"),
    ]);
    expect(database.rows("t")).toEqual({ k: "1", l: "1", m: "1" });
    expectStages(
      await logOf(main(database, one, f)),
      opened("t"),
      [isMemoized ? ran("in/f", UNFINISHED) : ran("in/f")],
      [unchanged("in/f/docs/a"), unchanged("in/f/docs/b")],
    );
  });

  it("goes when the component at its top failed and is gone", async ({ database, logOf }) => {
    await logOf(main(database, one, f));
    await logOf(main(database, { f: [["fail", {}]] }, f));
    expectStages(
      await logOf(main(database, {}, f)),
      opened("t"),
      [deleted("t/k", "in/f/docs/a"), deleted("t/l", "in/f/docs/b"), deleted("t/m", "in/f/docs/b")],
      [gone("in/f/docs/a"), gone("in/f/docs/b")],
      [gone("in/f")],
    );
  });

  it("loses the one child that is gone", async ({ database, logOf }) => {
    await logOf(main(database, one, f));
    const rest: Folders = { f: (one["f"] ?? []).slice(0, 1) };
    expectStages(
      await logOf(main(database, rest, f)),
      opened("t"),
      [isMemoized ? ran("in/f", EDITED) : ran("in/f"), unchanged("in/f/docs/a")],
      [deleted("t/l", "in/f/docs/b"), deleted("t/m", "in/f/docs/b")],
      [gone("in/f/docs/b")],
    );
  });
});

describe("T5 Absence: states of a component that stays", () => {
  const doc = (database: MemoryDatabase, rows: Rows, f: typeof plain) => async () => {
    await mount(subpath("doc"), f, rows, await database.mountTable("t"));
  };
  const kinds = [
    { kind: "memoized", f: memo, why: [EDITED] },
    { kind: "not memoized", f: plain, why: [] },
  ] as const;

  it.for(kinds)("are deleted when it declares them no more ($kind)", async ({ f, why }, { database, logOf }) => {
    await logOf(doc(database, { k: "1", l: "1", m: "1" }, f));
    expectStages(
      await logOf(doc(database, { l: "2", n: "1" }, f)),
      opened("t"),
      [ran("doc", ...why)],
      [updated("t/l", "doc", ...why), created("t/n", "doc", ...why)],
      [deleted("t/k", "doc", UNDECLARED), deleted("t/m", "doc", UNDECLARED)],
    );
  });

  it.for(kinds)(
    "that could not be deleted are by the next run, and the others are left alone ($kind)",
    async ({ f, kind, why }, { database, logOf }) => {
      await logOf(doc(database, { k: "1", l: "1" }, f));
      refuse(database, "delete t/k");
      expect(await logOf(doc(database, { l: "1" }, f))).toEqual([
        ...opened("t"),
        ran("doc", ...why),
        notDeleted("doc", "refused"),
      ]);
      database.fault = undefined;
      expect(await logOf(doc(database, { l: "1" }, f))).toEqual([
        ...opened("t"),
        kind === "memoized" ? unchanged("doc") : ran("doc"),
        deleted("t/k", "doc", UNDECLARED),
      ]);
    },
  );

  it.for(kinds)(
    "that could not be deleted and are declared again are written: they may be gone ($kind)",
    async ({ f, why }, { database, logOf }) => {
      await logOf(doc(database, { k: "1", l: "1" }, f));
      refuse(database, "delete t/k");
      await logOf(doc(database, { l: "1" }, f));
      database.fault = undefined;
      expect(await logOf(doc(database, { k: "1", l: "1" }, f))).toEqual([
        ...opened("t"),
        ran("doc", ...why),
        updated("t/k", "doc", why[0] ?? UNFINISHED),
      ]);
    },
  );

  it("stay when it fails, and go when it succeeds", async ({ database, logOf }) => {
    await logOf(doc(database, { k: "1", l: "1" }, memo));
    expect(await logOf(doc(database, { l: "1", fail: "" }, memo))).toEqual([
      ...opened("t"),
      ran("doc", EDITED),
      failed("doc", "broken"),
    ]);
    expect(await logOf(doc(database, { l: "1" }, memo))).toEqual([
      ...opened("t"),
      ran("doc", UNFINISHED),
      deleted("t/k", "doc", UNDECLARED),
    ]);
  });
});

describe("T5 Absence: tables", () => {
  const tables =
    (database: MemoryDatabase, ...names: readonly string[]) =>
    async () => {
      for (const name of names) await database.mountTable(name);
    };
  const t = mountOf("t");
  const u = mountOf("u");

  it("that are mounted no more are dropped, and are made again when they come back", async ({ database, logOf }) => {
    expect(await logOf(tables(database, "t", "u"))).toEqual([
      ran("/"),
      ran(t),
      created("t", t),
      ran(u),
      created("u", u),
    ]);
    expect(await logOf(tables(database, "t"))).toEqual([...opened("t"), deleted("u", u), gone(u)]);
    expect(await logOf(tables(database, "t", "u"))).toEqual([...opened("t"), ran(u), created("u", u)]);
    expect(await logOf(tables(database, "t", "u"))).toEqual(opened("t", "u"));
  });

  it("that could not be dropped are by the next run", async ({ database, logOf }) => {
    await logOf(tables(database, "t", "u"));
    refuse(database, "drop u");
    for (let times = 0; times < 2; times++)
      expect(await logOf(tables(database, "t"))).toEqual([...opened("t"), notDeleted(u, "refused")]);
    database.fault = undefined;
    expect(await logOf(tables(database, "t"))).toEqual([...opened("t"), deleted("u", u), gone(u)]);
  });

  it("that could not be dropped and come back are made if they are missing", async ({ database, logOf }) => {
    await logOf(tables(database, "t"));
    refuse(database, "drop t");
    await logOf(tables(database));
    database.fault = undefined;
    expect(await logOf(tables(database, "t"))).toEqual([...opened("t"), updated("t", t, UNFINISHED)]);
  });
});

describe("T5 Absence: places", () => {
  const leaf = wrap("t05/leaf", { memo: true }, async (key: string, table: MemoryTable) => table.declare(key, "1"));

  it("an inner component takes the place of a leaf, and a leaf that of an inner one", async ({ database, logOf }) => {
    const asLeaf = async (): Promise<void> =>
      void (await mount(subpath("p"), leaf, "k", await database.mountTable("t")));
    const asNode = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("p"), async () => void (await mount(subpath("q"), leaf, "l", table)));
    };
    await logOf(asLeaf);
    expect(await logOf(asNode)).toEqual([
      ...opened("t"),
      ran("p"),
      ran("p/q", NEW),
      created("t/l", "p/q", NEW),
      deleted("t/k", "p", UNDECLARED),
    ]);
    expect(await logOf(asLeaf)).toEqual([
      ...opened("t"),
      ran("p", UNFINISHED), // it was not memoized in the last run
      created("t/k", "p", UNFINISHED),
      deleted("t/l", "p/q"),
      gone("p/q"),
    ]);
  });

  it("a child that is mounted by the component above from now on stays as it was", async ({ database, logOf }) => {
    const byInner = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("p"), async () => void (await mount(subpath("q"), leaf, "k", table)));
    };
    const byRoot = async (): Promise<void> =>
      void (await mount(subpath("p", "q"), leaf, "k", await database.mountTable("t")));
    await logOf(byInner);
    expect(await logOf(byRoot)).toEqual([...opened("t"), unchanged("p/q"), gone("p")]);
    expect(await logOf(byInner)).toEqual([...opened("t"), ran("p"), unchanged("p/q")]);
  });
});
