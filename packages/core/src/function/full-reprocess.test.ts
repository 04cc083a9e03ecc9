import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("full-reprocess");
  log.length = 0;
});
afterEach(() => test.dispose());

const inner = wrap("full-reprocess/inner", { memo: true }, async (text: string) => {
  log.push(`inner ${text}`);
  return text;
});
const outer = wrap("full-reprocess/outer", { memo: true }, async (text: string) => {
  log.push(`outer ${text}`);
  return inner(text);
});
const save = wrap("full-reprocess/save", { memo: true }, async (text: string, table: MemoryTable) => {
  log.push(`save ${text}`);
  table.declare(text, await inner(text));
});
const rows =
  (...texts: string[]) =>
  async () => {
    const table = await database.mountTable("docs");
    await mountEach(
      texts.map((text) => [text, text] as const),
      save,
      table,
    );
  };

describe("full reprocess (M8)", () => {
  it("runs every memoized call, once", async () => {
    const main = async (): Promise<void> => {
      await outer("a");
      await inner("a");
    };
    await test.succeed(main);
    events();
    await test.succeed(main, { fullReprocess: true });
    expect(events()).toEqual(["outer a", "inner a"]);
    await test.succeed(main);
    expect(events()).toEqual([]);
  });

  it("runs memoized components and writes what did not change", async () => {
    await test.succeed(rows("a", "b"));
    database.takeLog();
    events();
    // The rows were lost behind our back.
    database.tables.get("docs")?.clear();
    await test.succeed(rows("a", "b"), { fullReprocess: true });
    expect(events().sort()).toEqual(["inner a", "inner b", "save a", "save b"]);
    expect(database.rows("docs")).toEqual({ a: "a", b: "b" });
    database.takeLog();
    await test.succeed(rows("a", "b"));
    expect(events()).toEqual([]);
    expect(database.takeLog()).toEqual([]);
  });

  it("does not bring back what was deleted", async () => {
    await test.succeed(rows("a", "b"));
    await test.succeed(rows("a"));
    await test.succeed(rows("a"), { fullReprocess: true });
    expect(database.rows("docs")).toEqual({ a: "a" });
  });

  it("deletes what is not declared any more, as any run", async () => {
    await test.succeed(rows("a", "b"));
    await test.succeed(rows("b"), { fullReprocess: true });
    expect(database.rows("docs")).toEqual({ b: "b" });
  });

  it("gives the value of a component anew", async () => {
    let value = 1;
    const count = wrap("full-reprocess/count", { memo: true }, async () => value);
    const main = async (): Promise<number> => useMount(count);
    expect((await test.succeed(main)).result).toBe(1);
    value = 2;
    expect((await test.succeed(main)).result).toBe(1);
    expect((await test.succeed(main, { fullReprocess: true })).result).toBe(2);
    expect((await test.succeed(main)).result).toBe(2);
  });

  it("that fails half way leaves what was done before", async () => {
    await test.succeed(rows("a", "b"));
    database.fault = (what) => (what === "update docs/b" ? new Error("cannot") : undefined);
    const report = await test.run(rows("a", "b"), { fullReprocess: true });
    expect(report.failures).toHaveLength(1);
    database.fault = undefined;
    events();
    await test.succeed(rows("a", "b"));
    expect(events().filter((event) => event.startsWith("save"))).toEqual(["save b"]);
    expect(database.rows("docs")).toEqual({ a: "a", b: "b" });
  });
});
