import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("broken");
});
afterEach(() => test.dispose());

type Rows = Record<string, string>;

function docs(items: Record<string, Rows>): () => Promise<void> {
  const declare = async (rows: Rows, table: MemoryTable): Promise<void> => {
    for (const [key, value] of Object.entries(rows)) table.declare(key, value);
  };
  return async () => {
    const table = await database.mountTable("t");
    await mountEach(subpath("docs"), Object.entries(items), declare, table);
  };
}

/** Runs until the target holds the value; nothing is written after that, as when a process is killed. */
async function runUntil(value: string, main: () => Promise<void>): Promise<void> {
  let ended = false;
  const end = (): Error | undefined => {
    ended ||= database.rows("t")["k"] === value;
    return ended ? new Error("the process ended") : undefined;
  };
  database.fault = end;
  const onCommit = (): void => {
    const error = end();
    if (error !== undefined) throw error;
  };
  await test.run(main, { onCommit }).catch(() => undefined);
  database.fault = undefined;
}

describe("a takeover between two components that are written together, broken off half way (T3, T4)", () => {
  it.each([
    ["later", "earlier", "b", "a"],
    ["earlier", "later", "a", "b"],
  ])("from the %s to the %s one leaves one owner, and either may go on", async (_from, _to, from, to) => {
    await test.succeed(docs({ [from]: { k: "old" }, [to]: {} }));
    await runUntil("new", docs({ [from]: {}, [to]: { k: "new" } }));
    const { problems, tracked } = await checkStore(test.storePath, "Test", false);
    expect(problems).toEqual([]);
    expect(tracked).toHaveLength(2);

    await test.succeed(docs({ [from]: { k: "newest" }, [to]: {} }));
    expect(database.rows("t")).toEqual({ k: "newest" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});

describe("a takeover from a component that is gone, as another mounts on its level (T4, T5)", () => {
  it.each([0, 1, 2, 3, 4, 6, 8])("is not undone when the level is handed over (%i turns later)", async (turns) => {
    const program = (rows: Rows, isDirect: boolean) => async (): Promise<void> => {
      const child: [string, Rows][] = [["child", { c: isDirect ? "2" : "1" }]];
      const table = await database.mountTable("t");
      const declare = async (given: Rows): Promise<void> => {
        for (const [key, value] of Object.entries(given)) table.declare(key, value);
      };
      const deep = async (): Promise<void> => void (await mountEach(subpath("deep"), child, declare));
      const between = async (): Promise<void> => {
        table.declare("k", "old");
        await deep();
      };
      const above = async (): Promise<void> => {
        if (isDirect) await mountEach(subpath("between", "deep"), child, declare);
        else await mount(subpath("between"), between);
      };
      const first = async (): Promise<void> => {
        while (isDirect && database.rows("t")["c"] !== "2") await new Promise((resolve) => setImmediate(resolve));
        for (let turn = turns; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
        await declare(rows);
      };
      const parts: [string, () => Promise<void>][] = [
        ["first", first],
        ["second", above],
      ];
      await mountEach(subpath("parts"), parts, async (part: () => Promise<void>) => part());
    };
    await test.succeed(program({}, false));
    database.takeLog();
    await test.succeed(program({ k: "new" }, true));
    expect(database.takeLog()).toEqual(["update t/c", "update t/k"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    await test.succeed(program({ k: "new" }, true));
    expect(database.rows("t")).toEqual({ k: "new", c: "2" });
  });
});

describe("what was lost with its container, and is not declared any more (T3, T6)", () => {
  it("leaves no owner when what is written in its place fails", async () => {
    const program = (schema: string, rows: Rows) => async (): Promise<void> => {
      const table = await database.mountTable("t", schema);
      await mount(subpath("doc"), async () => {
        for (const [key, value] of Object.entries(rows)) table.declare(key, value);
      });
    };
    await test.succeed(program("v1.a", { k: "old" }));
    database.fault = (what) => (what === "create t/other" ? new Error("refused") : undefined);
    await test.run(program("v2.a", { other: "1" }));
    expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
  });
});
