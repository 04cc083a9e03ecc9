import { registerMemoKey } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { IdGenerator } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const OPENED = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
const X = "test.memory.db/docs/x";

/** Its name is its key, its content its state. */
class File {
  readonly content: string;
  constructor(content: string) {
    this.content = content;
  }
}
registerMemoKey(
  File,
  () => "file",
  ({ content }, previous: string | undefined) => ({ state: content, valid: previous === content }),
);

/** `inner` declares a file's content, `outer` calls it with a file that is no argument of its own. */
const program = (database: MemoryDatabase, content: string, ...calls: readonly ("inner" | "outer")[]) => {
  const inner = work("inner", { memo: true }, async (file: File, table: MemoryTable) =>
    table.declare("x", file.content),
  );
  const outer = work("outer", { memo: true }, async (table: MemoryTable) => inner(new File(content), table));
  return async () => {
    const table = await database.mountTable("docs");
    for (const call of calls) await (call === "inner" ? inner(new File(content), table) : outer(table));
  };
};

describe("M3 Replay: of some calls, while others run", () => {
  it("both are replayed, in any order, and declare together", async ({ database, logOf }) => {
    await logOf(program(database, "a", "outer", "inner"));
    expect(await logOf(program(database, "a", "outer", "inner"))).toEqual([
      ...OPENED,
      "outer() in / reused",
      "inner() in / reused",
    ]);
    expect(await logOf(program(database, "a", "inner", "outer"))).toEqual([
      ...OPENED,
      "inner() in / reused",
      "outer() in / reused",
    ]);
    expect(database.rows("docs")).toEqual({ x: "a" });
  });

  it("one that runs after a replay around it declares anew what the replay had kept", async ({ database, logOf }) => {
    await logOf(program(database, "a", "outer", "inner"));
    expect(await logOf(program(database, "b", "outer", "inner"))).toEqual([
      ...OPENED,
      "outer() in / reused",
      "inner() in / ran: its content changed",
      `${X} updated by /: its content changed`,
    ]);
    expect(database.rows("docs")).toEqual({ x: "b" });
  });

  it("one that ran leaves nothing to replay around it: what it declared is another", async ({ database, logOf }) => {
    await logOf(program(database, "a", "outer", "inner"));
    expect(await logOf(program(database, "b", "inner", "outer"))).toEqual([
      ...OPENED,
      "inner() in / ran: its content changed",
      "outer() in / ran: the last run left no result to reuse",
      "inner() in / shared",
      `${X} updated by /: its content changed`,
    ]);
    expect(await logOf(program(database, "b", "outer"))).toEqual([...OPENED, "outer() in / reused"]);
  });

  it("of two that declared through one, either keeps it", async ({ database, logOf }) => {
    const main =
      (...names: readonly string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        const inner = work("inner", { memo: true }, async (into: MemoryTable) => into.declare("x", 1));
        const outer = work("outer", { memo: true }, async (_name: string, into: MemoryTable) => inner(into));
        for (const name of names) await outer(name, table);
      };
    await logOf(main("one", "two"));
    expect(await logOf(main("one"))).toEqual([...OPENED, "outer() in / reused"]);
    expect(await logOf(main("one", "two"))).toEqual([
      ...OPENED,
      "outer() in / reused",
      "outer() in / ran: new",
      "inner() in / reused",
    ]);
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("what a component declares itself, beside a replay that did, is declared twice", async ({ database, logOf }) => {
    const main = (also: "before" | "after" | "not") => async () => {
      const table = await database.mountTable("docs");
      const f = work("f", { memo: true }, async (into: MemoryTable) => into.declare("x", 1));
      if (also === "before") table.declare("x", 2);
      await f(table);
      if (also === "after") table.declare("x", 2);
    };
    await logOf(main("not"));
    const after = await logOf(main("after"));
    expect(after.slice(0, 3)).toEqual([...OPENED, "f() in / reused"]);
    expect(after.slice(3)).toEqual([
      expect.stringMatching(
        /^\/ failed: test\.memory\.db\/docs\/x is declared twice in component \/: by a memoized call/,
      ),
    ]);
    const before = await logOf(main("before"));
    // Its own declaration stands in the way of the stored result, which cannot be replayed beside it.
    expect(before.slice(0, 3)).toEqual([...OPENED, "f() in / ran: the last run left no result to reuse"]);
    expect(before.slice(3)).toEqual([
      expect.stringMatching(/^\/ failed: test\.memory\.db\/docs\/x is declared twice in component \/: /),
    ]);
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("identifiers of one that runs do not touch those of one that is replayed", async ({ database, logOf }) => {
    const main = (version: number) => async () => {
      const table = await database.mountTable("docs");
      const numbered = (name: string, of: number) =>
        work(name, { memo: true, version: of }, async (into: MemoryTable) =>
          into.declare(await new IdGenerator().next("same"), name),
        );
      await numbered("first", version)(table);
      await numbered("second", 1)(table);
    };
    await logOf(main(1));
    expect(await logOf(main(2))).toEqual([
      ...OPENED,
      "first() in / ran: function first changed",
      "second() in / reused",
    ]);
    expect(database.rows("docs")).toEqual({ 1: "first", 2: "second" });
  });

  it.for(CALLED_WAYS)("$way: what is done to a value afterwards is not in the memo", async (way, { logOf }) => {
    const seen: unknown[] = [];
    const f = work("f", { memo: way.memo }, async () => ({ list: [1] }));
    const main = async (): Promise<void> => {
      for (let call = 0; call < 2; call++) {
        const value = (await f()) as { list: number[] };
        seen.push([...value.list]);
        value.list.push(2);
      }
    };
    const later = way.memo === "app" ? way.reused("f") : "f() in / shared";
    expect(await logOf(main)).toEqual([ROOT_RAN, way.ran("f"), later]);
    expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f"), later]);
    expect(seen).toEqual([[1], [1], [1], [1]]);
  });
});
