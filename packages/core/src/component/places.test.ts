import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath, useMount, within } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
let table: MemoryTable;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("places");
});
afterEach(async () => {
  expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
  test.dispose();
});

const run = (main: () => Promise<unknown>) =>
  test.run(async () => {
    table = await database.mountTable("t");
    await main();
  });
const succeed = async (main: () => Promise<unknown>): Promise<string[]> => {
  const report = await run(main);
  expect(report.failures).toEqual([]);
  return Object.keys(database.rows("t"));
};
async function leaf(name: string): Promise<void> {
  table.declare(name, "1");
}

describe("the place of a component", () => {
  it("taken twice is an error that names the path and both calls", async () => {
    const first = (): Promise<unknown> => mount(subpath("a", "b"), leaf, "1");
    const second = (): Promise<unknown> => mount(subpath("a", "b"), leaf, "2");
    const report = await run(async () => {
      await first();
      await second();
    });
    expect(messagesOf(report)[0]).toMatch(
      /Two components are mounted at a\/b: .*first.*places\.test.*, and .*second.*places\.test/s,
    );
  });

  it("beneath one level belongs to one mountEach, or to single mounts", async () => {
    const one = async (): Promise<unknown> => mountEach(subpath("x"), [["k", "1"]] as [string, string][], leaf);
    expect(messagesOf(await run(async () => [await one(), await one()]))[0]).toContain(
      "Two components are mounted at x",
    );
    expect(messagesOf(await run(async () => [await one(), await mount(subpath("x", "k"), leaf, "1")]))[0]).toContain(
      "mounted at x/k",
    );
    expect(messagesOf(await run(async () => [await mount(subpath("x", "k"), leaf, "1"), await one()]))[0]).toContain(
      "mounted at x",
    );
  });

  it("on a level of another component is an error that names both", async () => {
    const report = await run(async () => {
      await mount(subpath("a"), async function inner() {
        await mount(subpath("b", "c"), leaf, "1");
      });
      await mount(subpath("a", "b", "d"), leaf, "2");
    });
    expect(report.failures).toHaveLength(1);
    expect(messagesOf(report)[0]).toMatch(/Components (a|\/) and (a|\/) both mount at a\/b/);
  });

  it("may pass from one component to another between runs, and nothing is lost", async () => {
    const byRoot = async (): Promise<unknown> => mount(subpath("a", "b"), leaf, "one");
    const byInner = async (): Promise<unknown> =>
      mount(subpath("a"), async function inner() {
        await mount(subpath("b"), leaf, "one");
      });
    for (const main of [byRoot, byInner, byRoot, byInner]) {
      expect(await succeed(main)).toEqual(["one"]);
      expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    }
    expect(database.takeLog()).toEqual(["make t", "create t/one"]);
  });

  it("may change from a leaf to an inner node and back", async () => {
    const asLeaf = async (): Promise<unknown> => mount(subpath("a"), leaf, "leaf");
    const asNode = async (): Promise<unknown> =>
      mount(subpath("a"), async function node() {
        await mount(subpath("b"), leaf, "below");
      });
    const both = async (): Promise<unknown> =>
      mount(subpath("a"), async function node() {
        await mount(subpath("b", "c"), leaf, "deeper");
        table.declare("leaf", "1");
      });
    expect(await succeed(asLeaf)).toEqual(["leaf"]);
    expect(await succeed(asNode)).toEqual(["below"]);
    expect(await succeed(both)).toEqual(["deeper", "leaf"]);
    expect(await succeed(asLeaf)).toEqual(["leaf"]);
    expect(await succeed(asNode)).toEqual(["below"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("goes with all levels that are not mounted on any more", async () => {
    const main = (names: readonly string[]) => async () => {
      for (const name of names)
        await within(subpath(name), () => within(subpath("x", 1), () => mount(subpath("leaf"), leaf, name)));
    };
    expect(await succeed(main(["a", "b", "c"]))).toEqual(["a", "b", "c"]);
    expect(await succeed(main(["b"]))).toEqual(["b"]);
    expect(await succeed(main([]))).toEqual([]);
  });

  it("of nested mountEach is the path of the keys", async () => {
    const folder = wrap("places/folder", { memo: true }, async (files: Record<string, string>) => {
      await mountEach(Object.entries(files), leaf);
    });
    const main = (folders: Record<string, Record<string, string>>) => async () =>
      void (await mountEach(Object.entries(folders), folder));
    expect(await succeed(main({ a: { x: "ax", y: "ay" }, b: { x: "bx" } }))).toEqual(["ax", "ay", "bx"]);
    expect(await succeed(main({ a: { y: "ay" }, b: { x: "bx2" }, c: {} }))).toEqual(["ay", "bx2"]);
    expect(await succeed(main({ b: { x: "bx2" } }))).toEqual(["bx2"]);
  });

  it("keeps children that were mounted without await", async () => {
    const main = async (): Promise<void> => {
      void mount(subpath("one"), leaf, "one");
      void mountEach(subpath("each"), Object.entries({ a: "two" }), leaf);
      void useMount(subpath("used"), leaf, "three");
    };
    expect(await succeed(main)).toEqual(["one", "three", "two"]);
    expect(await succeed(main)).toEqual(["one", "three", "two"]);
  });
});
