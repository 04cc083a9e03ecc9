import { contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { map, mount, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { DECLARING_WAYS, eachOf, MEMO_WAYS, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { EnvironmentBuilder } from "../../environment/environment.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const OPENED = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
const DOCS = "test.memory.db/docs";

const save = (options = {}) =>
  work("save", { memo: true, ...options }, async (table: MemoryTable, key: string) => table.declare(key, 1));

/** What is beneath a function whose result is replayed. */
interface Beneath {
  readonly what: string;
  readonly innerMemo: true | "app" | false;
}
const BENEATH: readonly Beneath[] = [
  { what: "a plain function", innerMemo: false },
  { what: "a memoized function", innerMemo: true },
  { what: "a function of the app", innerMemo: "app" },
];

describe("M3 Replay", () => {
  it.for(eachOf(BENEATH, MEMO_WAYS))(
    "$way: $what does not run, nor is it asked",
    async ({ innerMemo, ...way }, { logOf }) => {
      const main = () => {
        const inner = work("inner", { memo: innerMemo });
        return way.reach(
          work("f", { memo: way.memo }, async (text: string) => inner(text)),
          "a",
        );
      };
      await logOf(main());
      for (let run = 0; run < 2; run++) expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
    },
  );

  it.for(eachOf(BENEATH.slice(1), MEMO_WAYS))(
    "$way: the result of $what counts as used, and is there when it is needed",
    async ({ innerMemo, ...way }, { logOf }) => {
      const main = (version: number) => {
        const inner = work("inner", { memo: innerMemo });
        return way.reach(
          work("f", { memo: way.memo, version }, async (text: string) => inner(text)),
          "a",
        );
      };
      for (const version of [1, 1, 1]) await logOf(main(version));
      const shared = way.memo === "app";
      const inner =
        innerMemo === "app"
          ? "inner() reused"
          : shared
            ? `inner() ran: ${ALWAYS}` // it has no component to belong to
            : `inner()${way.beneath("f")} reused`;
      expect(await logOf(main(2))).toEqual([ROOT_RAN, way.ran("f", "function f changed"), inner]);
    },
  );

  it.for(eachOf(BENEATH.slice(1), MEMO_WAYS))(
    "$way: what it depended on reaches a caller that was computed anew above a replay of $what",
    async ({ innerMemo, ...way }, { logOf }) => {
      const main = (version: number, deep: number) => {
        const bottom = work("bottom", { version: deep });
        const inner = work("inner", { memo: innerMemo }, async (text: string) => bottom(text));
        return way.reach(
          work("f", { memo: way.memo, version }, async (text: string) => inner(text)),
          "a",
        );
      };
      await logOf(main(1, 1));
      await logOf(main(2, 1));
      const [inner, bottom] = innerRan(way, innerMemo, "function bottom changed");
      expect(await logOf(main(2, 2))).toEqual([ROOT_RAN, way.ran("f", "function bottom changed"), inner, bottom]);
    },
  );

  it.for(eachOf(BENEATH.slice(1), MEMO_WAYS))(
    "$way: a context value reaches a caller that was computed anew above a replay of $what",
    async ({ innerMemo, ...way }, { logOf }) => {
      const key = contextKey<string>("m03/model", { detectChange: true });
      const main = (version: number) => {
        const inner = work("inner", { memo: innerMemo }, async () => useContext(key));
        return way.reach(work("f", { memo: way.memo, version }, async () => inner()));
      };
      const provides = (value: string) => ({ lifespan: (env: EnvironmentBuilder) => env.provide(key, value) });
      await logOf(main(1), provides("a"));
      await logOf(main(2), provides("a"));
      const why = 'context value "m03/model" changed';
      const [inner] = innerRan(way, innerMemo, why);
      expect(await logOf(main(2), provides("b"))).toEqual([ROOT_RAN, way.ran("f", why), inner]);
    },
  );

  it.for(DECLARING_WAYS)("$way: what it declared stays, and is not written", async (way, { database, logOf }) => {
    const main = async () => {
      const table = await database.mountTable("docs");
      await way.reach(
        work("f", { memo: true }, async (into: MemoryTable) => ["x", "y"].forEach((key) => into.declare(key, 1))),
        table,
      )();
    };
    expect(await logOf(main)).toEqual([
      ...OPENED.slice(0, 2),
      `${DOCS} created by @target/${DOCS}: new`,
      way.ran("f"),
      ...created(way, "x", "y"),
    ]);
    for (let run = 0; run < 2; run++) expect(await logOf(main)).toEqual([...OPENED, way.reused("f")]);
    expect(database.rows("docs")).toEqual({ x: 1, y: 1 });
  });

  it.for(DECLARING_WAYS)(
    "$way: what functions beneath declared stays, also where their own results are kept",
    async (way, { database, logOf }) => {
      const main = async () => {
        const table = await database.mountTable("docs");
        const inner = save();
        const plain = work("plain", {}, async (into: MemoryTable) => into.declare("y", 1));
        await way.reach(
          work("f", { memo: true }, async (into: MemoryTable) => {
            await inner(into, "x");
            await plain(into);
          }),
          table,
        )();
      };
      await logOf(main);
      for (let run = 0; run < 2; run++) expect(await logOf(main)).toEqual([...OPENED, way.reused("f")]);
      expect(database.rows("docs")).toEqual({ x: 1, y: 1 });
    },
  );

  it("a call that is not made any more takes away what it declared", async ({ database, logOf }) => {
    const main =
      (...keys: string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        for (const key of keys) await save()(table, key);
      };
    await logOf(main("x", "y"));
    expect(await logOf(main("y"))).toEqual([
      ...OPENED,
      "save() in / reused",
      `${DOCS}/x deleted by /: not declared any more`,
    ]);
    expect(await logOf(main())).toEqual([...OPENED, `${DOCS}/y deleted by /: not declared any more`]);
  });

  it("two calls that are replayed share what a call beneath both declared", async ({ database, logOf }) => {
    const main =
      (...names: string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        const inner = save();
        const outer = work("outer", { memo: true }, async (into: MemoryTable, _name: string) => inner(into, "x"));
        for (const name of names) await outer(table, name);
      };
    await logOf(main("a", "b"));
    expect(await logOf(main("a", "b"))).toEqual([...OPENED, "outer() in / reused", "outer() in / reused"]);
    expect(await logOf(main("b"))).toEqual([...OPENED, "outer() in / reused"]);
    expect(await logOf(main("b", "c"))).toEqual([
      ...OPENED,
      "outer() in / reused",
      "outer() in / ran: new",
      "save() in / reused",
    ]);
    expect(await logOf(main())).toEqual([...OPENED, `${DOCS}/x deleted by /: not declared any more`]);
  });

  it("an edit beneath makes a call declare other states: the old ones go", async ({ database, logOf }) => {
    const main = (key: string) => async () => {
      const table = await database.mountTable("docs");
      const inner = work("inner", { deps: key }, async (into: MemoryTable) => into.declare(key, 1));
      await work("outer", { memo: true }, async (into: MemoryTable) => inner(into))(table);
    };
    await logOf(main("x"));
    expect(await logOf(main("y"))).toEqual([
      ...OPENED,
      "outer() in / ran: function inner changed",
      `inner() in / ran: ${ALWAYS}`,
      `${DOCS}/y created by /: new`,
      `${DOCS}/x deleted by /: not declared any more`,
    ]);
    expect(await logOf(main("y"))).toEqual([...OPENED, "outer() in / reused"]);
  });

  it("a value that is replayed is the value of the run", async ({ database, logOf }) => {
    const length = work("length", { memo: true }, async (text: string) => ({ length: text.length }));
    const main = (key: string) => async () => {
      const table = await database.mountTable("docs");
      table.declare(key, ((await length("four")) as { length: number }).length);
    };
    await logOf(main("x"));
    expect(await logOf(main("x"))).toEqual([...OPENED, "length() in / reused"]);
    expect(await logOf(main("y"))).toEqual([
      ...OPENED,
      "length() in / reused",
      `${DOCS}/y created by /: new`,
      `${DOCS}/x deleted by /: not declared any more`,
    ]);
    expect(database.rows("docs")).toEqual({ y: 4 });
  });

  it("the value of a mounted function reaches who waits for it", async ({ database, logOf }) => {
    const length = work("length", { memo: true }, async (text: string) => text.length);
    const main = (key: string) => async () => {
      const table = await database.mountTable("docs");
      table.declare(key, await useMount(length, "four"));
    };
    await logOf(main("x"));
    expect((await logOf(main("y"))).slice(2, 4)).toEqual(["@length is unchanged", `${DOCS}/y created by /: new`]);
    expect(database.rows("docs")).toEqual({ y: 4 });
  });

  it("a synchronous function stays synchronous", async ({ logOf }) => {
    const double = wrap("double", { memo: true }, (n: number) => n * 2);
    const seen: unknown[] = [];
    const main = () => void seen.push(double(2));
    expect(await logOf(main)).toEqual([ROOT_RAN, "double() in / ran: new"]);
    expect(await logOf(main)).toEqual([ROOT_RAN, "double() in / reused"]);
    expect(seen).toEqual([4, 4]);
  });

  it("calls made by map are replayed one by one", async ({ logOf }) => {
    const f = work("f", { memo: true });
    const main = (texts: readonly string[]) => async () => void (await map(texts, (text) => f(text)));
    await logOf(main(["a", "b"]));
    expect(await logOf(main(["b", "c", "a"]))).toEqual([
      ROOT_RAN,
      "f() in / reused",
      "f() in / ran: new",
      "f() in / reused",
    ]);
  });

  it("of what lies beneath an unchanged component nothing is told, however deep", async ({ logOf }) => {
    const main = () => {
      const leaf = work("leaf", { memo: true });
      const branch = work("branch", {}, async () => void (await mount(leaf, "a")));
      const tree = work("tree", { memo: true }, async () => void (await mount(branch)));
      return async () => void (await mount(tree));
    };
    expect(await logOf(main())).toEqual([
      ROOT_RAN,
      "@tree ran: new",
      `@tree/@branch ran: ${ALWAYS}`,
      "@tree/@branch/@leaf ran: new",
    ]);
    for (let run = 0; run < 2; run++) expect(await logOf(main())).toEqual([ROOT_RAN, "@tree is unchanged"]);
  });
});

function created(way: MemoWay, ...keys: readonly string[]): string[] {
  return keys.map((key) => `${DOCS}/${key} created by ${way.place("f")}: new`);
}

/** The lines of the function beneath `f` that ran again, and of a plain one beneath that. */
function innerRan(way: MemoWay, memo: Beneath["innerMemo"], why: string): readonly [inner: string, beneath: string] {
  const place = memo === "app" ? "" : way.beneath("f");
  const alone = way.memo === "app" && memo === true; // without a component it has nowhere to be kept
  return [`inner()${place} ran: ${alone ? ALWAYS : why}`, `bottom()${place} ran: ${ALWAYS}`];
}
