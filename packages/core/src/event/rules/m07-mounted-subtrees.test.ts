import { contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mount, subpath } from "../../index.ts";
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
  opened,
  ran,
  TAKEN,
  takenOver,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

/** A tree of texts: a node has others beneath it, or is a row. */
interface Tree {
  readonly [name: string]: string | Tree;
}

const MODEL = contextKey<string>("m07/model", { detectChange: true });

interface Code {
  readonly leaf?: number;
  readonly node?: number;
  readonly usesContext?: boolean;
}

/** Memoized components for a tree, one for each node, as an edited program has them: `code` says in which versions. */
function treeOf({
  leaf: leafVersion = 1,
  node: nodeVersion = 1,
  usesContext = false,
}: Code): (tree: Tree, table: MemoryTable) => Promise<void> {
  const leaf = wrap("m07/leaf", { memo: true, version: leafVersion }, async (text: string, table: MemoryTable) => {
    if (text === "fail") throw new Error("broken");
    if (usesContext) useContext(MODEL);
    table.declare(text, "1");
  });
  const node = wrap("m07/node", { memo: true, version: nodeVersion }, (tree: Tree, table: MemoryTable) =>
    beneath(tree, table),
  );
  const beneath = async (tree: Tree, table: MemoryTable): Promise<void> => {
    for (const [name, below] of Object.entries(tree)) {
      if (typeof below === "string") await mount(subpath(name), leaf, below, table);
      else await mount(subpath(name), node, below, table);
    }
  };
  return beneath;
}

const main =
  (database: MemoryDatabase, tree: Tree, code: Code = {}) =>
  async () =>
    treeOf(code)(tree, await database.mountTable("t"));

const tree: Tree = { a: { b: { c: "c", d: "d" }, e: "e" } };

describe("M7 Mounting: a memoized component that is as it was keeps all beneath it", () => {
  it.for([
    { depth: 1, given: { a: "a" } as Tree },
    { depth: 2, given: { a: { b: "b" } } as Tree },
    { depth: 3, given: tree },
    { depth: 6, given: { a: { b: { c: { d: { e: { f: "f" } } } } } } as Tree },
  ])("$depth deep: nothing beneath is looked at", async ({ given }, { database, logOf }) => {
    await logOf(main(database, given));
    const rows = database.rows("t");
    for (let times = 0; times < 2; times++)
      expect(await logOf(main(database, given))).toEqual([...opened("t"), unchanged("a")]);
    expect(database.rows("t")).toEqual(rows);
  });

  it("an edit deep inside runs the way to it; what is beside that is as it was", async ({ database, logOf }) => {
    await logOf(main(database, tree));
    expectStages(
      await logOf(main(database, { a: { b: { c: "c", d: "d2" }, e: "e" } })),
      opened("t"),
      [ran("a", EDITED)],
      [
        ran("a/b", EDITED),
        unchanged("a/e"),
        unchanged("a/b/c"),
        ran("a/b/d", EDITED),
        created("t/d2", "a/b/d", EDITED),
      ],
      [deleted("t/d", "a/b/d", "not declared any more")],
    );
  });

  it("a node that is gone goes with all beneath it", async ({ database, logOf }) => {
    await logOf(main(database, tree));
    expectStages(
      await logOf(main(database, { a: { e: "e" } })),
      opened("t"),
      [ran("a", EDITED), unchanged("a/e")],
      [deleted("t/c", "a/b/c"), deleted("t/d", "a/b/d")],
      [gone("a/b/c"), gone("a/b/d"), gone("a/b")],
    );
  });

  it("another version of the leaves' function runs all that they hang on", async ({ database, logOf }) => {
    await logOf(main(database, tree));
    const why = "function m07/leaf changed";
    expectStages(
      await logOf(main(database, tree, { leaf: 2 })),
      opened("t"),
      ["a", "a/b", "a/b/c", "a/b/d", "a/e"].map((path) => ran(path, why)),
    );
    expect(await logOf(main(database, tree, { leaf: 2 }))).toEqual([...opened("t"), unchanged("a")]);
  });

  it("what it found as it was beneath it counts for it as what ran there", async ({ database, logOf }) => {
    await logOf(main(database, tree));
    const fewer: Tree = { a: { b: { c: "c", d: "d" } } };
    await logOf(main(database, fewer)); // a runs, and finds a/b as it was
    const why = "function m07/leaf changed";
    expectStages(
      await logOf(main(database, fewer, { leaf: 2 })),
      opened("t"),
      ["a", "a/b", "a/b/c", "a/b/d"].map((path) => ran(path, why)),
    );
  });

  it("another version of the nodes' function leaves the leaves as they were", async ({ database, logOf }) => {
    await logOf(main(database, tree));
    const why = "function m07/node changed";
    expectStages(await logOf(main(database, tree, { node: 2 })), opened("t"), [
      ran("a", why),
      ran("a/b", why),
      unchanged("a/b/c"),
      unchanged("a/b/d"),
      unchanged("a/e"),
    ]);
  });

  it("another context value that a leaf read runs all that it hangs on", async ({ database, logOf }) => {
    const provided = (model: string) => ({
      lifespan: (env: { provide(key: typeof MODEL, value: string): void }) => env.provide(MODEL, model),
    });
    await logOf(main(database, { a: { b: "b" } }, { usesContext: true }), provided("small"));
    const why = 'context value "m07/model" changed';
    expect(await logOf(main(database, { a: { b: "b" } }, { usesContext: true }), provided("large"))).toEqual([
      ...opened("t"),
      ran("a", why),
      ran("a/b", why),
    ]);
  });

  it("a leaf that failed runs again with all that it hangs on, and nothing else does", async ({ database, logOf }) => {
    const broken: Tree = { a: { b: { c: "fail", d: "d" }, e: "e" } };
    expectStages(
      await logOf(main(database, broken)),
      opened("t"),
      [created("t", mountOf("t"))],
      [
        ...["a", "a/b", "a/b/c", "a/b/d", "a/e"].map((path) => ran(path, NEW)),
        failed("a/b/c", "broken"),
        created("t/d", "a/b/d", NEW),
        created("t/e", "a/e", NEW),
      ],
    );
    expectStages(await logOf(main(database, broken)), opened("t"), [
      ran("a", UNFINISHED),
      ran("a/b", UNFINISHED),
      ran("a/b/c", NEW),
      failed("a/b/c", "broken"),
      unchanged("a/b/d"),
      unchanged("a/e"),
    ]);
  });

  it("a leaf whose row another component took over runs again with all that it hangs on", async ({
    database,
    logOf,
  }) => {
    const withTaker = (takes: boolean) => async () => {
      const table = await database.mountTable("t");
      if (takes) await (await mount(subpath("Taker"), async () => table.declare("c", "taken"))).ready();
      await treeOf({})(tree, table);
    };
    await logOf(withTaker(false));
    const clash = "Two components declare test.memory.db/t/c in one run: a/b/c and Taker.";
    expectStages(
      await logOf(withTaker(true)),
      opened("t"),
      [ran("Taker")],
      [takenOver("t/c", "a/b/c", "Taker")],
      [updated("t/c", "Taker")],
      [
        ran("a", TAKEN),
        ran("a/b", TAKEN),
        ran("a/b/c", TAKEN),
        unchanged("a/b/d"),
        unchanged("a/e"),
        failed("a/b/c", clash),
      ],
    );
  });
});
