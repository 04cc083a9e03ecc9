import { fn } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("app");
});
afterEach(() => test.dispose());

describe("an app", () => {
  const ran: string[] = [];
  const process = fn(
    { memo: true, deps: {}, name: "app.test/process" },
    async function process(text: string, table: MemoryTable, key: string) {
      ran.push(key);
      table.declare(key, text);
    },
  );
  const main = (items: Record<string, string>) => async () => {
    const table = await database.mountTable("docs");
    await mountEach(
      Object.entries(items),
      async function item(text: string, into: MemoryTable) {
        await process(text, into, text.slice(0, 1));
      },
      table,
    );
  };

  it("writes what is declared, nothing the second time, and deletes what is not declared any more", async () => {
    const first = await test.run(main({ one: "a1", two: "b1" }));
    expect(first.failures).toEqual([]);
    expect(database.rows("docs")).toEqual({ a: "a1", b: "b1" });
    expect(database.takeLog()).toEqual(["make docs", "create docs/a", "create docs/b"]);
    expect(ran.splice(0)).toEqual(["a", "b"]);

    const second = await test.run(main({ one: "a1", two: "b1" }));
    expect(second.failures).toEqual([]);
    expect(database.takeLog()).toEqual([]);
    expect(ran.splice(0)).toEqual([]);

    await test.run(main({ one: "a2" }));
    expect(ran.splice(0)).toEqual(["a"]);
    expect(database.rows("docs")).toEqual({ a: "a2" });
    expect(database.takeLog()).toEqual(["update docs/a", "delete docs/b"]);
  });

  it("drops everything", async () => {
    await test.run(main({ one: "a1", two: "b1" }));
    database.takeLog();
    await test.drop();
    expect(database.tables.size).toBe(0);
    expect(database.takeLog()).toEqual(["drop docs"]);
    await test.run(main({ one: "a1" }));
    expect(database.rows("docs")).toEqual({ a: "a1" });
  });

  it("gives values and errors of useMount, and isolates failures of mount", async () => {
    const report = await test.run(async () => {
      const value = await useMount(async function child() {
        return 42;
      });
      expect(value).toBe(42);
      await mount(async function bad() {
        throw new Error("broken");
      });
    });
    expect(report.status).toBe("failed");
    expect(report.failures.map(({ path, kind }) => [path, kind])).toEqual([["@bad", "mount"]]);
  });
});
