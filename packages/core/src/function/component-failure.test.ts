import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("component-failure");
  log.length = 0;
});
afterEach(() => test.dispose());

describe("failures and memos (M4)", () => {
  it("a component whose run failed runs again when its input goes back to what it was", async () => {
    const save = wrap("failure/save", { memo: true }, async (text: string, table: MemoryTable) => {
      log.push(`save ${text}`);
      if (text === "bad") throw new Error("broken");
      table.declare("row", text);
    });
    const main = (text: string) => async () =>
      void (await mountEach([["k", text]], save, await database.mountTable("docs")));
    await test.succeed(main("good"));
    await test.run(main("bad"));
    expect(database.rows("docs")).toEqual({ row: "good" });
    await test.succeed(main("good"));
    await test.succeed(main("good"));
    expect(events()).toEqual(["save good", "save bad", "save good"]);
    expect(database.rows("docs")).toEqual({ row: "good" });
  });

  it("the same holds when the write failed, and what is in the target is then written again", async () => {
    const save = wrap("failure/write", { memo: true }, async (text: string, table: MemoryTable) =>
      table.declare("row", text),
    );
    const main = (text: string) => async () =>
      void (await mountEach([["k", text]], save, await database.mountTable("docs")));
    await test.succeed(main("one"));
    database.fault = (what) => (what === "update docs/row" ? new Error("cannot") : undefined);
    expect((await test.run(main("two"))).failures).toHaveLength(1);
    database.fault = undefined;
    database.takeLog();
    await test.succeed(main("one"));
    expect(database.takeLog()).toEqual(["update docs/row"]);
  });

  it("a component memo is stored only when the component and all beneath it succeeded", async () => {
    let broken = true;
    const leaf = async (): Promise<void> => {
      if (broken) throw new Error("broken");
    };
    const middle = async (): Promise<void> => void (await mount(leaf));
    const top = wrap("failure/top", { memo: true }, async () => {
      log.push("top");
      await mount(middle);
    });
    const main = async (): Promise<void> => void (await mount(top));
    await test.run(main);
    await test.run(main);
    broken = false;
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["top", "top", "top"]);
  });

  it("a child's failure that its parent took is one beneath it all the same", async () => {
    let broken = true;
    const leaf = async (): Promise<void> => {
      if (broken) throw new Error("broken");
    };
    const top = wrap("failure/forgiving", { memo: true }, async () => {
      log.push("top");
      await useMount(leaf).catch(() => undefined);
    });
    const main = async (): Promise<void> => void (await mount(top));
    await test.succeed(main);
    broken = false;
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["top", "top"]);
  });

  it("function memos of a component that fails are neither lost nor added to", async () => {
    const work = wrap("failure/work", { memo: true }, async (text: string) => void log.push(`work ${text}`));
    let broken = false;
    const component = async (): Promise<void> => {
      await work("always");
      if (!broken) return;
      await work("before failing");
      throw new Error("broken");
    };
    const main = async (): Promise<void> => void (await mount(subpath("c"), component));
    await test.succeed(main);
    broken = true;
    await test.run(main);
    await test.run(main);
    broken = false;
    await test.succeed(main);
    expect(events()).toEqual(["work always", "work before failing", "work before failing"]);
  });

  it("what a failing call had declared stays declared when its caller takes the failure", async () => {
    const half = wrap("failure/half", { memo: true }, async (table: MemoryTable, fails: boolean) => {
      table.declare("half", 1);
      if (fails) throw new Error("broken");
    });
    const main = (fails: boolean) => async () => {
      const table = await database.mountTable("docs");
      table.declare("other", 1);
      await half(table, fails).catch(() => log.push("caught"));
    };
    await test.succeed(main(false));
    await test.succeed(main(true));
    expect(events()).toEqual(["caught"]);
    // What it declared before it failed was declared: the component took the failure, and is written.
    expect(database.rows("docs")).toEqual({ half: 1, other: 1 });
  });
});
