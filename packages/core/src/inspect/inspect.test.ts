import { fn, symbol } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspect, mountEach, subpath, within } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import type { AppInspection } from "./app-inspection.ts";

const store = fn({ memo: true, deps: {}, name: "store" }, function store(text: string, table: MemoryTable) {
  table.declare(`${text}-a`, text);
  table.declare(`${text}-b`, text);
});

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("inspect");
});
afterEach(() => test.dispose());

const main = (names: readonly string[]) => async () => {
  const table = await database.mountTable("docs");
  await within(subpath("files"), () =>
    mountEach(Object.entries(Object.fromEntries(names.map((n) => [n, n]))), store, table),
  );
};

async function inspected<T>(look: (app: AppInspection) => Promise<T>): Promise<T> {
  const inspection = await inspect(test.storePath);
  try {
    return await look(await inspection.app("Test"));
  } finally {
    await inspection.close();
  }
}

describe("inspecting a store", () => {
  it("lists its apps with what they hold", async () => {
    await test.run(main(["one", "two"]));
    const inspection = await inspect(test.define(main([])));
    const [app, ...others] = await inspection.apps();
    await inspection.close();
    expect(others).toEqual([]);
    expect(app?.name).toBe("Test");
    expect(app?.tables.component.entries).toBe(4);
    expect(app?.tables.owner.entries).toBe(5);
    expect(inspection.location).toBe(test.storePath);
  });

  it("refuses to look into a store that is not there, and makes none", async () => {
    await expect(inspect(test.storePath)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    await expect(inspect(test.storePath)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  });

  it("walks the components of a level page by page, in the order of their keys", async () => {
    await test.run(main(["c", "a", "d", "b"]));
    await inspected(async (app) => {
      const first = await app.children([], { limit: 2 });
      expect(first.more).toBe(true);
      const rest = await app.children([], { limit: 9, after: first.children.at(-1)?.path ?? [] });
      expect(rest.more).toBe(false);
      const paths = [...first.children, ...rest.children].map((child) => child.displayPath);
      expect(paths).toEqual([
        "files/@store/a",
        "files/@store/b",
        "files/@store/c",
        "files/@store/d",
        "@target/test.memory.inspect/docs",
      ]);
      expect(await app.countChildren([])).toBe(5);
      expect(await app.countChildren([], ["files", symbol("store"), "c"])).toBe(2);
    });
  });

  it("shows a component's record: memo and target states with their paths", async () => {
    await test.run(main(["one"]));
    await inspected(async (app) => {
      const component = await app.component(["files", symbol("store"), "one"]);
      expect(component).toMatchObject({ hasMemo: true, hasChildren: false, readable: true });
      expect(component?.targetStates.map(({ displayPath, status }) => [displayPath, status])).toEqual([
        ["test.memory.inspect/docs/one-a", "settled"],
        ["test.memory.inspect/docs/one-b", "settled"],
      ]);
      const table = await app.component([symbol("target"), "test.memory.inspect", "docs"]);
      expect(table?.targetStates).toMatchObject([{ isContainer: true, status: "settled" }]);
      expect(await app.component([])).toMatchObject({ displayPath: "/", hasMemo: false, hasChildren: true });
      expect(await app.component(["files", symbol("store"), "none"])).toBeUndefined();
    });
  });

  it("counts what stands in each target and beneath a component", async () => {
    await test.run(main(["one", "two"]));
    await inspected(async (app) => {
      expect(await app.countBeneath([])).toEqual({
        components: 4,
        targetStates: 5,
        unsettled: 0,
        providers: [
          { provider: "test.memory.inspect", states: 1, unsettled: 0 },
          { provider: "test.memory.inspect/docs", states: 4, unsettled: 0 },
        ],
      });
      expect(await app.countBeneath(["files", symbol("store"), "one"])).toMatchObject({
        components: 1,
        targetStates: 2,
        unsettled: 0,
      });
      expect(await app.countBeneath(["files"])).toMatchObject({ components: 2, targetStates: 4, unsettled: 0 });
    });
  });

  it("shows what a write left uncertain, and deletions that are still to be done", async () => {
    await test.run(main(["one", "two"]));
    database.fault = (what) => (what.startsWith("delete docs/two") ? new Error("the disk is on fire") : undefined);
    await test.run(main(["one"]));
    await inspected(async (app) => {
      expect(await app.removals()).toEqual([{ displayPath: "files/@store/two", what: "component", begun: true }]);
      expect((await app.component(["files", symbol("store"), "two"]))?.targetStates).not.toEqual([]);
    });
  });

  it("shows one moment while a run goes on, and is in nobody's way", async () => {
    await test.run(main(["one"]));
    let before: unknown;
    let after: unknown;
    await test.run(async () => {
      const inspection = await inspect(test.storePath);
      const app = await inspection.app("Test");
      before = await app.countBeneath([]);
      await main(["one", "two", "three"])();
      after = await app.countBeneath([]);
      await inspection.close();
    });
    expect(after).toEqual(before);
    expect(await inspected((app) => app.countBeneath([]))).toMatchObject({ components: 5 });
  });
});
