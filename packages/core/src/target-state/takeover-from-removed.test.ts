import { fn } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

type Folder = Readonly<Record<string, readonly string[]>>;

describe("taking over from a component that an earlier run found to be gone, and did not delete (T4)", () => {
  let test: TestApp;
  let database: MemoryDatabase;
  const ran: string[] = [];

  const document = fn(
    { memo: true, deps: {}, name: "removed/document" },
    (rows: readonly string[], table: MemoryTable) => {
      for (const row of rows) table.declare(row, row);
    },
  );
  const folder = fn(
    { memo: true, deps: {}, name: "removed/folder" },
    async (documents: Folder, name: string, table: MemoryTable) => {
      ran.push(name);
      await mountEach(Object.entries(documents), document, table);
    },
  );
  const named = fn({ deps: {}, name: "removed/named" }, async ([name, one]: [string, Folder], table: MemoryTable) => {
    await mountEach([[name, one]], folder, name, table);
  });
  const main =
    (folders: Readonly<Record<string, Folder>>, fails = false) =>
    async () => {
      const table = await database.mountTable("docs");
      const handle = await mountEach(
        Object.entries(folders).map((entry) => [entry[0], entry] as const),
        named,
        table,
      );
      await handle.ready();
      if (fails) throw new Error("the run breaks off");
    };

  beforeEach(() => {
    test = new TestApp();
    database = new MemoryDatabase("removed");
    ran.length = 0;
  });
  afterEach(() => test.dispose());

  it("leaves the results above it, which were made without it", async () => {
    await test.succeed(main({ a: { x: ["r1"] }, b: { x: ["r2"], y: ["r3"] } }));
    // The run that finds b/y gone does not come to its end: b/y is still stored, and marked.
    await test.run(main({ a: { x: ["r1"] }, b: { x: ["r2"] } }, true));
    ran.length = 0;
    database.takeLog();
    await test.succeed(main({ a: { x: ["r1", "r3"] }, b: { x: ["r2"] } }));
    expect({ ran, rows: database.rows("docs"), log: database.takeLog() }).toEqual({
      ran: ["a"],
      rows: { r1: "r1", r2: "r2", r3: "r3" },
      log: [],
    });
    let commits = 0;
    await test.succeed(main({ a: { x: ["r1", "r3"] }, b: { x: ["r2"] } }), { onCommit: () => (commits += 1) });
    expect({ ran, commits }).toEqual({ ran: ["a"], commits: 0 });
  });

  it("leaves the results of what merely stands in between: on the path above it, without having mounted it", async () => {
    const items = (top: Folder, beneath: Folder) => async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await mountEach(subpath("in"), Object.entries(top), document, table);
      await mountEach(subpath("in", "a", "in"), Object.entries(beneath), document, table);
    };
    await test.succeed(items({}, { b: ["r1"] }));
    const changed = items({ a: [], c: ["r1"] }, {});
    await test.succeed(changed, { maxInFlight: 1 });
    let commits = 0;
    await test.succeed(changed, { onCommit: () => (commits += 1) });
    expect({ rows: database.rows("docs"), commits }).toEqual({ rows: { r1: "r1" }, commits: 0 });
  });

  it("leaves the results of what stands in between and mounted other things", async () => {
    const items =
      (top: Readonly<Record<string, Folder>>, beneath: Folder, others: Folder) => async (): Promise<void> => {
        const table = await database.mountTable("docs");
        await mountEach(subpath("in"), Object.entries(top), folder, "folder", table);
        await mountEach(subpath("in", "a", "in"), Object.entries(beneath), document, table);
        await mountEach(subpath("others"), Object.entries(others), document, table);
      };
    await test.succeed(items({ a: { x: ["r2"] } }, { b: ["r1"] }, {}));
    ran.length = 0;
    const changed = items({ a: { x: ["r2"] } }, {}, { c: ["r1"] });
    await test.succeed(changed, { maxInFlight: 1 });
    let commits = 0;
    await test.succeed(changed, { onCommit: () => (commits += 1) });
    expect({ ran, rows: database.rows("docs"), commits }).toEqual({
      ran: [],
      rows: { r1: "r1", r2: "r2" },
      commits: 0,
    });
  });
});
