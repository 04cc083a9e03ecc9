import { type AnyFunction, contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { generateId, generateUuid, IdGenerator, useState, UuidGenerator } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, DECLARING_WAYS, eachOf, MEMO_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const OPENED = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
const DOCS = "test.memory.db/docs";

const GENERATORS = [
  { generator: "IdGenerator", make: () => new IdGenerator() },
  { generator: "UuidGenerator", make: () => new UuidGenerator() },
] as const;

/** Ways to hand out identifiers of the component. */
const ISSUES = [
  { what: "IdGenerator.next()", issue: async () => new IdGenerator().next("a") },
  { what: "generateId()", issue: async () => generateId("a") },
  { what: "UuidGenerator.next()", issue: async () => new UuidGenerator().next("a") },
  { what: "generateUuid()", issue: async () => generateUuid("a") },
] as const;

/** A function that declares a row for each text, under an identifier. */
const chunks = (version = 1): AnyFunction =>
  work("chunks", { memo: true, version }, async (texts: readonly string[], table: MemoryTable) => {
    const ids = new IdGenerator();
    for (const text of texts) table.declare(await ids.next(text), text);
  });

describe("M11 Identifiers, state and context in memoized functions", () => {
  it.for(eachOf(GENERATORS, MEMO_WAYS))(
    "$way: a $generator cannot be an argument",
    async ({ generator, make, ...way }, { logOf }) => {
      const log = await logOf(way.reach(work("f", { memo: way.memo }), make()));
      expect(log).toEqual([
        ROOT_RAN,
        `${way.mounted ? way.place("f") : "/"} failed: An argument of f cannot be part of a memo key: ` +
          `argument 1 is ${generator.startsWith("I") ? "an" : "a"} ${generator}: it may not be an argument of a memoized function`,
      ]);
    },
  );

  it.for(MEMO_WAYS)("$way: useState is refused, and the function named", async (way, { logOf }) => {
    const f = work("f", { memo: way.memo }, async () => void useState("count", 0));
    const failed =
      'failed: f is memoized, and useState("count") was called in it: a reused result would not see the state.';
    expect(await logOf(way.reach(f))).toEqual([
      ROOT_RAN,
      way.ran("f"),
      `${way.mounted ? way.place("f") : "/"} ${failed}`,
    ]);
  });

  it.for(MEMO_WAYS)("$way: so it is in a plain function beneath", async (way, { logOf }) => {
    const plain = work("plain", {}, async () => void useState("count", 0));
    const f = work("f", { memo: way.memo }, async () => plain());
    const failed =
      'failed: f is memoized, and useState("count") was called in it: a reused result would not see the state.';
    expect(await logOf(way.reach(f))).toEqual([
      ROOT_RAN,
      way.ran("f"),
      `plain()${way.beneath("f")} ran: ${ALWAYS}`,
      `${way.mounted ? way.place("f") : "/"} ${failed}`,
    ]);
  });

  it("useState beside a memoized function is not refused, and tells nothing of itself", async ({ logOf }) => {
    const seen: number[] = [];
    const f = work("f", { memo: true });
    const main = async (): Promise<void> => {
      const count = useState("count", 0);
      seen.push(count.value++);
      await f(count.value);
    };
    expect(await logOf(main)).toEqual([ROOT_RAN, "f() in / ran: new"]);
    expect(await logOf(main)).toEqual([ROOT_RAN, "f() in / ran: new"]);
    expect(seen).toEqual([0, 1]);
  });

  it.for(MEMO_WAYS)("$way: a context value that nobody provides is an error that names it", async (way, { logOf }) => {
    const f = work("f", { memo: way.memo }, async () => useContext(contextKey("m11/model", { detectChange: true })));
    expect(await logOf(way.reach(f))).toEqual([
      ROOT_RAN,
      way.ran("f"),
      `${way.mounted ? way.place("f") : "/"} failed: The context value "m11/model" is read and nobody provides it (nothing is provided).`,
    ]);
  });

  it.for(MEMO_WAYS)("$way: one that was provided when it was read makes it run, and fail", async (way, { logOf }) => {
    const model = contextKey<string>("m11/gone", { detectChange: true });
    const other = contextKey<string>("m11/other");
    const f = work("f", { memo: way.memo }, async () => useContext(model));
    await logOf(way.reach(f), { lifespan: (env) => env.provide(model, "a") });
    expect(await logOf(way.reach(f), { lifespan: (env) => env.provide(other, "a") })).toEqual([
      ROOT_RAN,
      way.ran("f", 'context value "m11/gone" changed'),
      `${way.mounted ? way.place("f") : "/"} failed: The context value "m11/gone" is read and nobody provides it (provided are: m11/other).`,
    ]);
  });

  it.for(ISSUES)(
    "shared by the app: $what is refused, for it belongs to no component",
    async ({ issue, what }, { logOf }) => {
      const f = work("f", { memo: "app" }, issue);
      expect(await logOf(async () => void (await f()))).toEqual([
        ROOT_RAN,
        "f() ran: new",
        `/ failed: ${what} was called in f, whose result all components share (memo: "app").`,
      ]);
    },
  );

  it.for(eachOf(ISSUES, DECLARING_WAYS))(
    "$way: $what gives the same on a hit, on another run, and under full reprocess",
    async ({ issue, ...way }, { database, logOf }) => {
      const main = (version: number) => async () => {
        const table = await database.mountTable("docs");
        const f = work("f", { memo: true, version }, async (into: MemoryTable) =>
          into.declare(String(await issue()), 1),
        );
        await way.reach(f, table)();
      };
      await logOf(main(1));
      const rows = database.rows("docs");
      expect(Object.keys(rows)).toHaveLength(1);
      expect(await logOf(main(1))).toEqual([...OPENED, way.reused("f")]);
      expect(await logOf(main(2))).toEqual([...OPENED, way.ran("f", "function f changed")]);
      await logOf(main(2), { fullReprocess: true });
      expect(database.rows("docs")).toEqual(rows);
    },
  );

  it.for(DECLARING_WAYS)(
    "$way: of a list that is edited only what is new gets new identifiers",
    async (way, { database, logOf }) => {
      // The list stays out of the key, so that the call stays the same one: as a file does when it is edited.
      const f = (version: number): AnyFunction =>
        work("f", { memo: true, version, memoKey: [null] }, async (texts: readonly string[], table: MemoryTable) => {
          const ids = new IdGenerator();
          for (const text of texts) table.declare(await ids.next(text), text);
        });
      const main = (version: number, texts: string) => async () =>
        way.reach(f(version), texts.split(" "), await database.mountTable("docs"))();
      const why = way.mounted ? "function f changed" : "new";
      await logOf(main(1, "a b"));
      expect(await logOf(main(2, "new a b"))).toEqual([
        ...OPENED,
        way.ran("f", "function f changed"),
        `${DOCS}/3 created by ${way.place("f")}: ${why}`,
      ]);
      expect(database.rows("docs")).toEqual({ 1: "a", 2: "b", 3: "new" });
      expect(await logOf(main(3, "b"))).toEqual([
        ...OPENED,
        way.ran("f", "function f changed"),
        `${DOCS}/1 deleted by ${way.place("f")}: not declared any more`,
        `${DOCS}/3 deleted by ${way.place("f")}: not declared any more`,
      ]);
      expect(await logOf(main(4, "a b"))).toEqual([
        ...OPENED,
        way.ran("f", "function f changed"),
        `${DOCS}/4 created by ${way.place("f")}: ${why}`,
      ]);
      expect(database.rows("docs")).toEqual({ 2: "b", 4: "a" });
    },
  );

  /** Calls for lists of texts, one after the other. */
  const lists =
    (database: MemoryDatabase, version: number, ...all: readonly string[]) =>
    async () => {
      const table = await database.mountTable("docs");
      const f = chunks(version);
      for (const texts of all) await f(texts.split(" "), table);
    };

  it("a call that is replayed keeps its identifiers, whatever its neighbours do", async ({ database, logOf }) => {
    await logOf(lists(database, 1, "a b", "a c"));
    expect(database.rows("docs")).toEqual({ 1: "a", 2: "b", 3: "a", 4: "c" });
    expect(await logOf(lists(database, 1, "a x", "a c"))).toEqual([
      ...OPENED,
      "chunks() in / ran: new",
      "chunks() in / reused",
      `${DOCS}/5 created by /: new`,
      `${DOCS}/6 created by /: new`,
      `${DOCS}/1 deleted by /: not declared any more`,
      `${DOCS}/2 deleted by /: not declared any more`,
    ]);
    expect(database.rows("docs")).toEqual({ 3: "a", 4: "c", 5: "a", 6: "x" });
  });

  it("a result whose identifiers the component has lost is not reused", async ({ database, logOf }) => {
    const f = work("f", { memo: true }, async () => new IdGenerator().next("a"));
    const ids: unknown[] = [];
    const main = (calls: boolean, row: string) => async () => {
      const table = await database.mountTable("docs");
      if (calls) ids.push(await f());
      table.declare(row, 1);
    };
    await logOf(main(true, "first"));
    // A write that fails leaves the record of this run, without the identifiers, beside the memos of the one before it.
    database.fault = (what) => (what === "create docs/second" ? new Error("refused") : undefined);
    expect(await logOf(main(false, "second"))).toEqual([...OPENED, "/ failed: refused"]);
    database.fault = undefined;
    expect((await logOf(main(true, "first"))).slice(0, 3)).toEqual([
      ...OPENED,
      "f() in / ran: the last run left no result to reuse",
    ]);
    expect(await logOf(main(true, "first"))).toEqual([...OPENED, "f() in / reused"]);
    expect(ids).toEqual([1, 2, 2]);
  });

  it("calls in another order keep theirs", async ({ database, logOf }) => {
    await logOf(lists(database, 1, "a b", "a c"));
    const rows = database.rows("docs");
    expect(await logOf(lists(database, 1, "a c", "a b"))).toEqual([
      ...OPENED,
      "chunks() in / reused",
      "chunks() in / reused",
    ]);
    expect(await logOf(lists(database, 2, "a b", "a c"))).toEqual([
      ...OPENED,
      "chunks() in / ran: function chunks changed",
      "chunks() in / ran: function chunks changed",
    ]);
    expect(database.rows("docs")).toEqual(rows);
  });

  it.for(CALLED_WAYS)("$way: beside it identifiers are handed out as ever", async (way, { database, logOf }) => {
    const main = (version: number) => async () => {
      const table = await database.mountTable("docs");
      const f = work("f", { memo: way.memo, version });
      const ids = new IdGenerator();
      table.declare(await ids.next("a"), "a");
      await f();
      table.declare(await ids.next("b"), "b");
    };
    await logOf(main(1));
    expect(await logOf(main(1))).toEqual([...OPENED, way.reused("f")]);
    expect(await logOf(main(2))).toEqual([...OPENED, way.ran("f", "function f changed")]);
    expect(database.rows("docs")).toEqual({ 1: "a", 2: "b" });
  });
});
