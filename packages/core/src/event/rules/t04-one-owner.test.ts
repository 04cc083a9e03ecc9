import { describe, expect } from "vitest";
import { mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  began,
  created,
  declaredByTwo,
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
  REBUILT,
  TAKEN,
  takenOver,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

/** What a component declares: rows by key. With a key `fail` its function throws. */
type Rows = Readonly<Record<string, string>>;
type Items = readonly (readonly [name: string, rows: Rows])[];

const plain = async (rows: Rows, table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) {
    if (key === "fail") throw new Error("broken");
    table.declare(key, value);
  }
};
const memo = wrap("t04/memo", { memo: true }, plain);

const docs = (database: MemoryDatabase, items: Items, f: typeof plain) => async () => {
  await mountEach(subpath("docs"), items, f, await database.mountTable("t"));
};

/** One after the other, each written before the next begins; else they are written together. */
const oneByOne: RunOptions = { maxInFlight: 1 };

const directions = [
  { from: "a", to: "b" },
  { from: "b", to: "a" },
] as const;
const at = (name: string): string => `docs/${name}`;

describe("T4 One owner: a state goes to another component", () => {
  const orders = ["both are written together", "the former owner is written first", "the new one is written first"];
  const formers = {
    "declares it no more": { rows: {}, end: [] },
    fails: { rows: { k: "old", fail: "" }, end: ["broken"] },
  };
  const values = { "as it was": [], changed: [updated] };
  const cases = directions.flatMap((direction) =>
    orders.flatMap((order) =>
      Object.entries(formers).flatMap(([how, former]) =>
        Object.entries(values).map(([what, written]) => ({ ...direction, order, how, former, what, written })),
      ),
    ),
  );

  it.for(cases)("from $from, which $how, to $to, $what; $order", async (given, { database, logOf }) => {
    const { former, from, order, to, written } = given;
    const before = { [from]: { k: "old" }, [to]: {} } as Record<string, Rows>;
    const value = written.length > 0 ? "new" : "old";
    const after = { [from]: former.rows, [to]: { k: value } } as Record<string, Rows>;
    await logOf(docs(database, Object.entries(before), memo));

    const ofFormer = [ran(at(from), EDITED), ...former.end.map((message) => failed(at(from), message))];
    const moved = [takenOver("t/k", at(from), at(to)), ...written.map((write) => write("t/k", at(to), EDITED))];
    if (order === orders[0]) {
      const log = await logOf(docs(database, Object.entries(after), memo));
      const others = [ran(at(to), EDITED), ...ofFormer];
      expectStages(log, opened("t"), others, ...moved.map((line) => [line]));
    } else {
      const isFormerFirst = order === orders[1];
      const items = (isFormerFirst ? [from, to] : [to, from]).map((name) => [name, after[name] as Rows] as const);
      const ofNew = [ran(at(to), EDITED), ...moved];
      expect(await logOf(docs(database, items, memo), oneByOne)).toEqual([
        ...opened("t"),
        ...(isFormerFirst ? [...ofFormer, ...ofNew] : [...ofNew, ...ofFormer]),
      ]);
    }
    expect(database.rows("t")).toEqual({ k: value });
    expectStages(await logOf(docs(database, Object.entries({ [from]: {}, [to]: { k: value } }), memo)), opened("t"), [
      former.end.length > 0 ? ran(at(from), UNFINISHED) : unchanged(at(from)),
      unchanged(at(to)),
    ]);
  });

  it.for(directions.flatMap((direction) => ["old", "new"].map((value) => ({ ...direction, value }))))(
    "from $from, which is gone, to $to, $value",
    async ({ from, to, value }, { database, logOf }) => {
      await logOf(docs(database, [[from, { k: "old" }]], memo));
      expect(await logOf(docs(database, [[to, { k: value }]], memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        ...(value === "old" ? [] : [updated("t/k", at(to), NEW)]),
        gone(at(from)),
      ]);
    },
  );

  it("along a chain of components, one update each", async ({ database, logOf }) => {
    await logOf(docs(database, [["a", { k: "a" }]], memo));
    for (const [from, to] of ["ab", "bc", "ca"].map((pair) => [...pair] as [string, string])) {
      expect(await logOf(docs(database, [[to, { k: to }]], memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        updated("t/k", at(to), NEW),
        gone(at(from)),
      ]);
    }
  });

  it.for([
    { how: "together", options: {} },
    { how: "one by one", options: oneByOne },
  ])("while the other's state comes back in exchange, written $how", async ({ options }, { database, logOf }) => {
    await logOf(docs(database, Object.entries({ a: { k: "a" }, b: { l: "b" } }), memo));
    const log = await logOf(docs(database, Object.entries({ a: { l: "a" }, b: { k: "b" } }), memo), options);
    expect(log.toSorted()).toEqual(
      [
        ...opened("t"),
        ran("docs/a", EDITED),
        ran("docs/b", EDITED),
        takenOver("t/l", "docs/b", "docs/a"),
        takenOver("t/k", "docs/a", "docs/b"),
        updated("t/l", "docs/a", EDITED),
        updated("t/k", "docs/b", EDITED),
      ].toSorted(),
    );
  });

  it.for([
    { how: "in two groups and more, for there are more than fit into one", count: 300, options: {} },
    { how: "in a group each", count: 40, options: oneByOne },
  ])("in a circle of $count components, written $how", async ({ count, options }, { database, logOf }) => {
    const name = (index: number): string => `d${String(index % count).padStart(3, "0")}`;
    const circle = (shift: number): Items =>
      Array.from({ length: count }, (_, index) => [name(index), { [`k${name(index + shift)}`]: `v${shift}` }]);
    await logOf(docs(database, circle(0), memo));
    const log = await logOf(docs(database, circle(1), memo), options);
    const expected = Array.from({ length: count }, (_, index) => index).flatMap((index) => [
      ran(at(name(index)), EDITED),
      takenOver(`t/k${name(index + 1)}`, at(name(index + 1)), at(name(index))),
      updated(`t/k${name(index + 1)}`, at(name(index)), EDITED),
    ]);
    expect(log.toSorted()).toEqual([...opened("t"), ...expected].toSorted());
  });
});

describe("T4 One owner: a takeover that does not go through at once", () => {
  it.for(directions)("that the sink refuses is one update of the next run (from $from to $to)", async (
    { from, to },
    { database, logOf },
  ) => {
    await logOf(docs(database, [[from, { k: "old" }]], memo));
    database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
    const items: Items = [[to, { k: "new" }]];
    expect(await logOf(docs(database, items, memo))).toEqual([
      ...opened("t"),
      ran(at(to), NEW),
      takenOver("t/k", at(from), at(to)),
      failed(at(to), "refused"),
      gone(at(from)),
    ]);
    database.fault = undefined;
    expect(await logOf(docs(database, items, memo))).toEqual([
      ...opened("t"),
      ran(at(to), UNFINISHED),
      updated("t/k", at(to), UNFINISHED),
    ]);
  });

  it.for(directions)("that the sink refuses is one deletion when nobody declares it any more (from $from to $to)", async (
    { from, to },
    { database, logOf },
  ) => {
    await logOf(docs(database, [[from, { k: "old" }]], memo));
    database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
    await logOf(docs(database, [[to, { k: "new" }]], memo));
    database.fault = undefined;
    expect(await logOf(docs(database, [], memo))).toEqual([...opened("t"), deleted("t/k", at(to)), gone(at(to))]);
  });

  it.for(directions)("of a state of a component that is gone and could not be deleted (from $from to $to)", async (
    { from, to },
    { database, logOf },
  ) => {
    await logOf(docs(database, [[from, { k: "old" }]], memo));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    expect(await logOf(docs(database, [], memo))).toEqual([...opened("t"), notDeleted(at(from), "refused")]);
    database.fault = undefined;
    expect(await logOf(docs(database, [[to, { k: "old" }]], memo))).toEqual([
      ...opened("t"),
      ran(at(to), NEW),
      takenOver("t/k", at(from), at(to)),
      updated("t/k", at(to), NEW), // it may be gone
      gone(at(from)),
    ]);
  });

  it.for(directions)("of a state that its component declares no more and that could not be deleted (from $from to $to)", async (
    { from, to },
    { database, logOf },
  ) => {
    const items = (mine: Rows, theirs: Rows): Items => [
      [from, mine],
      [to, theirs],
    ];
    await logOf(docs(database, items({ k: "old" }, {}), memo));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    expectStages(await logOf(docs(database, items({}, {}), memo)), opened("t"), [
      ran(at(from), EDITED),
      unchanged(at(to)),
    ], [notDeleted(at(from), "refused")]);
    database.fault = undefined;
    expectStages(
      await logOf(docs(database, items({}, { k: "old" }), memo)),
      opened("t"),
      [unchanged(at(from)), ran(at(to), EDITED)],
      [takenOver("t/k", at(from), at(to))],
      [updated("t/k", at(to), EDITED)],
    );
    expectStages(await logOf(docs(database, items({}, { k: "old" }), memo)), opened("t"), [
      unchanged(at(from)),
      unchanged(at(to)),
    ]);
  });

  it.for(directions)("by a component that fails: the state stays with its owner (from $from to $to)", async (
    { from, to },
    { database, logOf },
  ) => {
    await logOf(docs(database, [[from, { k: "old" }], [to, {}]], memo));
    expectStages(
      await logOf(docs(database, [[from, {}], [to, { k: "new", fail: "" }]], memo)),
      opened("t"),
      [ran(at(from), EDITED), ran(at(to), EDITED), failed(at(to), "broken")],
      [deleted("t/k", at(from), UNDECLARED)],
    );
  });
});

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
});

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
  ] as const)("a table goes from '$from/' to '$to/': it is not made again, and its rows stay", async (
    { from, to },
    { database, logOf },
  ) => {
    await logOf(mountIn(database, from, "v1.a", rows));
    expectStages(
      await logOf(mountIn(database, to, "v1.a", rows)),
      to === "" ? [ran("/"), ran(outer)] : [ran("/"), ran("setup"), ran(inner)],
      to === "" ? [takenOver("t", inner, outer)] : [takenOver("t", outer, inner)],
      [unchanged("docs/a")],
      to === "" ? [gone("setup"), gone(inner)] : [gone(outer)],
    );
  });

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
  ] as const)("a folder goes from %s to %s with all that is in it, and nothing is written", async (
    [from, to],
    { database, logOf },
  ) => {
    const nodes = (name: string): string[] => ["", "/@\"t04/memo\"/a", "/@\"t04/memo\"/b"].map((rest) => `folders/${name}${rest}`);
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
  });

  it("an index goes from the app's function to a component", async ({ database, logOf }) => {
    const main = (byComponent: boolean) => async () => {
      const table = await database.mountTable("t");
      const declare = (): void => table.declareIndex("i", "flat");
      if (byComponent) await useMount(subpath("indexes"), declare);
      else declare();
    };
    await logOf(main(false));
    expect(await logOf(main(true))).toEqual([
      ...opened("t"),
      ran("indexes"),
      takenOver("t/@index/i", "/", "indexes"),
    ]);
  });
});
