import { describe } from "vitest";
import { mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  called,
  created,
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  mountOf,
  opened,
  ran,
  REBUILT,
  reused,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { type Items, memo, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

interface World {
  readonly schema: string;
  readonly items: Items;
  readonly f?: (rows: Rows, table: MemoryTable) => unknown;
  readonly managedBy?: "system" | "user";
  readonly more?: (table: MemoryTable) => void;
}

const main =
  (database: MemoryDatabase, { f = memo, items, managedBy, more, schema }: World) =>
  async () => {
    const table = await database.mountTable("t", schema, managedBy);
    more?.(table);
    await mountEach(subpath("docs"), items, f, table);
  };

const both: Items = Object.entries({ a: { k: "1" }, b: { l: "1" } });
const remade = updated("t", mountOf("t"));

const losses = [
  { loss: "is rebuilt", from: "v1.a", to: "v2.a", rewritten: created },
  { loss: "loses a column", from: "v1.ab", to: "v1.a", rewritten: updated },
] as const;

describe.for(losses)("T6 Generations: a table that $loss", ({ from, loss, rewritten, to }) => {
  it("gets the rows of memoized components again, and those that changed too", async ({ database, logOf }) => {
    await logOf(main(database, { schema: from, items: both }));
    const items: Items = Object.entries({ a: { k: "1" }, b: { l: "2" } });
    expectStages(
      await logOf(main(database, { schema: to, items })),
      opened("t"),
      [remade],
      [
        ran("docs/a", REBUILT),
        rewritten("t/k", "docs/a", REBUILT),
        ran("docs/b", EDITED),
        rewritten("t/l", "docs/b", EDITED),
      ],
    );
    expectStages(await logOf(main(database, { schema: to, items })), opened("t"), [
      unchanged("docs/a"),
      unchanged("docs/b"),
    ]);
  });

  it("keeps nothing of a component that is gone", async ({ database, logOf }) => {
    await logOf(main(database, { schema: from, items: both }));
    expectStages(
      await logOf(main(database, { schema: to, items: both.slice(0, 1) })),
      opened("t"),
      [remade],
      [ran("docs/a", REBUILT)],
      [rewritten("t/k", "docs/a", REBUILT)],
      loss === "is rebuilt" ? [] : [deleted("t/l", "docs/b")],
      [gone("docs/b")],
    );
  });

  it("keeps nothing of what a component declares no more", async ({ database, logOf }) => {
    await logOf(main(database, { schema: from, items: [["a", { k: "1", l: "1" }]] }));
    expectStages(
      await logOf(main(database, { schema: to, items: [["a", { k: "1" }]] })),
      opened("t"),
      [remade],
      [ran("docs/a", EDITED)],
      [rewritten("t/k", "docs/a", EDITED)],
      loss === "is rebuilt" ? [] : [deleted("t/l", "docs/a", UNDECLARED)],
    );
  });

  it("and could not be at first, is by the next run", async ({ database, logOf }) => {
    await logOf(main(database, { schema: from, items: both.slice(0, 1) }));
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    expectStages(
      await logOf(main(database, { schema: to, items: both.slice(0, 1) })),
      opened("t"),
      [failed(mountOf("t"), "refused")],
      [failed("/", "refused")],
    );
    database.fault = undefined;
    expectStages(
      await logOf(main(database, { schema: to, items: both.slice(0, 1) })),
      opened("t"),
      [updated("t", mountOf("t"), UNFINISHED)],
      [ran("docs/a", REBUILT)],
      [rewritten("t/k", "docs/a", REBUILT)],
    );
  });

  it("after a rebuild, through a run that found all as it was, gets its rows again", async ({ database, logOf }) => {
    const other = loss === "is rebuilt" ? "v3.a" : "v2.ab";
    const next = loss === "is rebuilt" ? "v4.a" : "v2.a";
    for (const schema of [from, other, other]) await logOf(main(database, { schema, items: both.slice(0, 1) }));
    expectStages(
      await logOf(main(database, { schema: next, items: both.slice(0, 1) })),
      opened("t"),
      [remade],
      [ran("docs/a", REBUILT)],
      [rewritten("t/k", "docs/a", REBUILT)],
    );
  });

  it("gets its index again, after its rows", async ({ database, logOf }) => {
    const more = (table: MemoryTable): void => table.declareIndex("i", "flat");
    await logOf(main(database, { schema: from, items: both.slice(0, 1), more }));
    expectStages(
      await logOf(main(database, { schema: to, items: both.slice(0, 1), more })),
      opened("t"),
      [remade],
      [ran("docs/a", REBUILT)],
      [rewritten("t/k", "docs/a", REBUILT)],
      [rewritten("t/@index/i", "/", REBUILT)],
    );
  });

  it("has no part in what is written into another table", async ({ database, logOf }) => {
    const two = (schema: string) => async () => {
      const tables = [await database.mountTable("t", schema), await database.mountTable("u", from)];
      const intoBoth = wrap("t06/both", { memo: true }, async (key: string, ...into: MemoryTable[]) => {
        for (const table of into) table.declare(key, "1");
      });
      await mountEach(subpath("docs"), [["a", "k"]], intoBoth, ...tables);
    };
    await logOf(two(from));
    expectStages(
      await logOf(two(to)),
      [ran("/")],
      [ran(mountOf("t"))],
      [remade],
      [ran(mountOf("u"))],
      [ran("docs/a", REBUILT)],
      [rewritten("t/k", "docs/a", REBUILT)],
    );
  });

  it.for([
    ["has the table as argument", false],
    ["has the table from elsewhere", true],
  ] as const)(
    "makes a memoized call again that declared into it and %s",
    async ([, isOutside], { database, logOf }) => {
      let outer: MemoryTable;
      const write = wrap("t06/write", { memo: true }, async (key: string, into: MemoryTable | undefined) =>
        (into ?? outer).declare(key, "1"),
      );
      const f = async (rows: Rows, table: MemoryTable): Promise<void> => {
        outer = table;
        for (const key of Object.keys(rows)) await write(key, isOutside ? undefined : table);
      };
      await logOf(main(database, { schema: from, items: both.slice(0, 1), f }));
      expectStages(
        await logOf(main(database, { schema: to, items: both.slice(0, 1), f })),
        opened("t"),
        [remade],
        [ran("docs/a")],
        [called("t06/write", "docs/a", REBUILT)],
        [rewritten("t/k", "docs/a", REBUILT)],
      );
      expectStages(
        await logOf(main(database, { schema: to, items: both.slice(0, 1), f })),
        opened("t"),
        [ran("docs/a")],
        [reused("t06/write", "docs/a")],
      );
    },
  );
});

describe("T6 Generations: a table", () => {
  it("whose rebuilding failed, and which is wanted as it was, is rebuilt: it may be either", async ({
    database,
    logOf,
  }) => {
    await logOf(main(database, { schema: "v1.a", items: both.slice(0, 1) }));
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    await logOf(main(database, { schema: "v2.a", items: both.slice(0, 1) }));
    database.fault = undefined;
    expectStages(
      await logOf(main(database, { schema: "v1.a", items: both.slice(0, 1) })),
      opened("t"),
      [updated("t", mountOf("t"), UNFINISHED)],
      [ran("docs/a", REBUILT)],
      [created("t/k", "docs/a", REBUILT)],
    );
  });

  it("that was gone for a run gets its rows as new ones", async ({ database, logOf }) => {
    await logOf(main(database, { schema: "v1.a", items: both.slice(0, 1) }));
    expectStages(
      await logOf(async () => undefined),
      [ran("/")],
      [deleted("t", mountOf("t"))],
      [gone(mountOf("t")), gone("docs/a")],
    );
    expectStages(
      await logOf(main(database, { schema: "v1.a", items: both.slice(0, 1) })),
      opened("t"),
      [created("t", mountOf("t"))],
      [ran("docs/a", "new")],
      [created("t/k", "docs/a", "new")],
    );
  });

  it("that the user manages is not touched by another schema, nor are its rows", async ({ database, logOf }) => {
    database.create("t");
    await logOf(main(database, { schema: "v1.ab", items: both.slice(0, 1), managedBy: "user" }));
    for (const schema of ["v1.a", "v2.a"]) {
      expectStages(await logOf(main(database, { schema, items: both.slice(0, 1), managedBy: "user" })), opened("t"), [
        unchanged("docs/a"),
      ]);
    }
  });
});
