import { describe, expect } from "vitest";
import { IdGenerator, mount, mountEach, subpath, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { eachOf, MEMO_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const FULL = { fullReprocess: true };
const REPROCESSED = "everything is processed again";
const OPENED = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
const DOCS = "test.memory.db/docs";

interface Calls {
  readonly calls: string;
  /** The texts with which a component calls its function, run by run, each a letter. */
  readonly runs: readonly string[];
  /** What becomes of the calls of the last run: `+` runs, `.` is reused. */
  readonly outcome: string;
}
const CALLS: readonly Calls[] = [
  { calls: "one of two is left out for a run", runs: ["ab", "a", "ab"], outcome: ".+" },
  { calls: "both are left out for a run", runs: ["ab", "", "ab"], outcome: "++" },
  { calls: "the order is another one", runs: ["abc", "cab"], outcome: "..." },
  { calls: "one comes between", runs: ["ab", "acb"], outcome: ".+." },
  { calls: "one takes the place of another, which comes back", runs: ["ab", "ac", "ab"], outcome: ".+" },
  { calls: "one stays while others come and go", runs: ["ab", "ac", "ad", "ab"], outcome: ".+" },
];

describe("M8 Clean-up", () => {
  it.for(CALLS)("function memos that were neither hit nor made go: $calls", async ({ outcome, runs }, { logOf }) => {
    let log: readonly string[] = [];
    for (const texts of runs) {
      const f = work("f", { memo: true });
      log = await logOf(async () => {
        for (const text of texts) await f(text);
      });
    }
    const lines = [...outcome].map((sign) => (sign === "+" ? "f() in / ran: new" : "f() in / reused"));
    expect(log).toEqual([ROOT_RAN, ...lines]);
  });

  it("with a call go those that only it made", async ({ logOf }) => {
    const main = (outer: string, ...alone: string[]) => {
      const inner = work("inner", { memo: true });
      const f = work("f", { memo: true, deps: outer }, async () => (outer === "" ? undefined : inner(outer)));
      return async () => {
        await f();
        for (const text of alone) await inner(text);
      };
    };
    const edited = "f() in / ran: function f changed";
    await logOf(main("a", "b"));
    expect(await logOf(main("", "b"))).toEqual([ROOT_RAN, edited, "inner() in / reused"]);
    expect(await logOf(main("a", "b"))).toEqual([ROOT_RAN, edited, "inner() in / ran: new", "inner() in / reused"]);
    expect(await logOf(main("b"))).toEqual([ROOT_RAN, edited, "inner() in / reused"]);
  });

  it("a component that is unchanged keeps the memos of its whole subtree", async ({ logOf }) => {
    const main = (version: number) => {
      const inner = work("inner", { memo: true });
      const leaf = work("leaf", { memo: true, version }, async () => inner("a"));
      const top = work("top", { memo: true, version }, async () => {
        await inner("b");
        await mount(leaf);
      });
      return async () => void (await mount(top));
    };
    for (let run = 0; run < 3; run++) await logOf(main(1));
    expect(await logOf(main(2))).toEqual([
      ROOT_RAN,
      "@top ran: function leaf changed",
      "inner() in @top reused",
      "@top/@leaf ran: function leaf changed",
      "inner() in @top/@leaf reused",
    ]);
  });

  it("the memos of a component go with it", async ({ logOf }) => {
    const main = (present: boolean) => {
      const f = work("f", { memo: true });
      const user = async (): Promise<void> => void (await f("a"));
      return async () => {
        if (present) await mount(subpath("user"), user);
      };
    };
    await logOf(main(true));
    expect(await logOf(main(false))).toEqual([ROOT_RAN, "user deleted"]);
    expect(await logOf(main(true))).toEqual([ROOT_RAN, `user ran: ${ALWAYS}`, "f() in user ran: new"]);
  });
});

const BENEATH = [
  { what: "a plain function", inner: false },
  { what: "a memoized function", inner: true },
  { what: "a function of the app", inner: "app" },
] as const;

describe("M8 Clean-up: full reprocess", () => {
  it.for(eachOf(BENEATH, MEMO_WAYS))(
    "$way: ignores its memo and that of $what beneath, once",
    async ({ inner: memo, ...way }, { logOf }) => {
      const main = () => {
        const inner = work("inner", { memo });
        return way.reach(work("f", { memo: way.memo }, async () => inner("a")));
      };
      const place = memo === "app" ? "" : way.beneath("f");
      const kept = memo === "app" || (memo && way.memo !== "app");
      await logOf(main());
      expect(await logOf(main(), FULL)).toEqual([
        ROOT_RAN,
        way.ran("f", REPROCESSED),
        `inner()${place} ran: ${kept ? REPROCESSED : ALWAYS}`,
      ]);
      expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
    },
  );

  it.for(MEMO_WAYS)("$way: of a new app is like any run, but for the reason", async (way, { logOf }) => {
    const main = () => way.reach(work("f", { memo: way.memo }));
    expect(await logOf(main(), FULL)).toEqual([ROOT_RAN, way.ran("f", REPROCESSED)]);
    expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it("executes what all components share once", async ({ logOf }) => {
    const main = () => {
      const f = work("f", { memo: "app" });
      const user = async (): Promise<void> => void (await f("a"));
      return async () => {
        await useMount(subpath("one"), user);
        await useMount(subpath("two"), user);
      };
    };
    await logOf(main());
    expect(await logOf(main(), FULL)).toEqual([
      ROOT_RAN,
      `one ran: ${ALWAYS}`,
      `f() ran: ${REPROCESSED}`,
      `two ran: ${ALWAYS}`,
      "f() reused",
    ]);
  });

  /** A row for each key, declared by a component of its own. */
  const rows = (database: { mountTable(name: string): Promise<MemoryTable> }, ...keys: string[]) => {
    const row = work("row", { memo: true }, async (key: string, table: MemoryTable) => table.declare(key, 1));
    return async () => {
      const table = await database.mountTable("docs");
      for (const key of keys) await useMount(subpath(key), row, key, table);
    };
  };
  const tableUpdated = `${DOCS} updated by @target/${DOCS}: ${REPROCESSED}`;
  const rowUpdated = (key: string): readonly string[] => [
    `${key} ran: ${REPROCESSED}`,
    `${DOCS}/${key} updated by ${key}: ${REPROCESSED}`,
  ];

  it("writes every target state again", async ({ database, logOf }) => {
    await logOf(rows(database, "x", "y"));
    expect(await logOf(rows(database, "x", "y"), FULL)).toEqual([
      ...OPENED,
      tableUpdated,
      ...rowUpdated("x"),
      ...rowUpdated("y"),
    ]);
    expect(await logOf(rows(database, "x", "y"))).toEqual([...OPENED, "x is unchanged", "y is unchanged"]);
  });

  it("does not bring back what was deleted", async ({ database, logOf }) => {
    await logOf(rows(database, "x", "y"));
    await logOf(rows(database, "x"));
    expect(await logOf(rows(database, "x"), FULL)).toEqual([...OPENED, tableUpdated, ...rowUpdated("x")]);
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("deletes what is gone, as any run does", async ({ database, logOf }) => {
    await logOf(rows(database, "x", "y"));
    expect(await logOf(rows(database, "y"), FULL)).toEqual([
      ...OPENED,
      tableUpdated,
      ...rowUpdated("y"),
      `${DOCS}/x deleted by x: its component is gone`,
      "x deleted",
    ]);
  });

  it("runs what was mounted for each item", async ({ logOf }) => {
    const f = work("f", { memo: true });
    const main = (): Promise<unknown> => mountEach(new Map(Object.entries({ a: 1, b: 2 })), f);
    await logOf(main);
    expect(await logOf(main, FULL)).toEqual([ROOT_RAN, `@f/a ran: ${REPROCESSED}`, `@f/b ran: ${REPROCESSED}`]);
    expect(await logOf(main)).toEqual([ROOT_RAN, "@f/a is unchanged", "@f/b is unchanged"]);
  });

  it("keeps identifiers", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const f = work("f", { memo: true }, async (into: MemoryTable) => {
        const ids = new IdGenerator();
        for (const text of ["a", "b"]) into.declare(await ids.next(text), text);
      });
      await f(table);
    };
    await logOf(main);
    expect(await logOf(main, FULL)).toEqual([
      ...OPENED,
      tableUpdated,
      `f() in / ran: ${REPROCESSED}`,
      `${DOCS}/1 updated by /: ${REPROCESSED}`,
      `${DOCS}/2 updated by /: ${REPROCESSED}`,
    ]);
  });
});
