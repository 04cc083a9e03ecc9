import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UpdateReport } from "../app/update-report.ts";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

type Rows = Record<string, string>;

let test: TestApp;
let database: MemoryDatabase;
const ran: string[] = [];
/** What a component waits for before it declares. */
let gates: Record<string, () => boolean> = {};

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("ownership");
  ran.length = 0;
  gates = {};
});
afterEach(async () => {
  expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
  test.dispose();
});

async function declare(name: string, rows: Rows, table: MemoryTable): Promise<void> {
  ran.push(name);
  while (gates[name]?.() === false) await new Promise((resolve) => setImmediate(resolve));
  for (const [key, value] of Object.entries(rows)) table.declare(key, value);
}

const plain = async ([name, rows]: [string, Rows], table: MemoryTable): Promise<void> => declare(name, rows, table);
const memo = wrap("ownership/memo", { memo: true }, plain);
const memoFolder = wrap("ownership/folder", { memo: true }, async (items: Record<string, Rows>, table: MemoryTable) => {
  ran.push("folder");
  await mountEach(subpath("docs"), named(items), memo, table);
});

function named(items: Record<string, Rows>): [string, [string, Rows]][] {
  return Object.entries(items).map(([name, rows]) => [name, [name, rows]]);
}

function docs(items: Record<string, Rows>, f: typeof plain = plain): () => Promise<void> {
  return async () => {
    const table = await database.mountTable("t");
    await mountEach(subpath("docs"), named(items), f, table);
  };
}

function conflict(report: UpdateReport): { path: string; message: string }[] {
  return report.failures.map(({ error, path }) => ({ path, message: (error as Error).message }));
}

const heldBy = (value: string) => () => database.rows("t")["k"] === value;
const twice = (path: string): { path: string; message: unknown }[] => [
  { path, message: expect.stringMatching(/Two components declare .*\bk\b.* in one run: .*docs\/.*docs\//) },
];

describe("a target state that another component declares now (T4)", () => {
  it.each([
    ["earlier", "later", "a", "b"],
    ["later", "earlier", "b", "a"],
  ])(
    "goes from the %s to the %s one with one update, and with none where it stays the same",
    async (_from, _to, from, to) => {
      await test.succeed(docs({ [from]: { k: "old", same: "1" } }));
      database.takeLog();
      await test.succeed(docs({ [from]: {}, [to]: { k: "new", same: "1" } }));
      expect(database.takeLog()).toEqual(["update t/k"]);
      await test.succeed(docs({ [from]: {}, [to]: { k: "new", same: "1" } }));
      expect(database.takeLog()).toEqual([]);
      await test.succeed(docs({ [from]: {} }));
      expect(database.takeLog().sort()).toEqual(["delete t/k", "delete t/same"]);
    },
  );

  it.each([
    ["earlier", "b", "a"],
    ["later", "a", "b"],
  ])("goes to the %s one also when its component is not there any more, along a chain", async (_which, from, to) => {
    await test.succeed(docs({ [from]: { k: "1" } }));
    await test.succeed(docs({ [to]: { k: "2" } }));
    await test.succeed(docs({ [from]: { k: "3" } }));
    await test.succeed(docs({ c: { k: "3" } }));
    expect(database.takeLog()).toEqual(["make t", "create t/k", "update t/k", "update t/k"]);
    await test.succeed(docs({}));
    expect(database.takeLog()).toEqual(["delete t/k"]);
  });

  it.each([
    ["before", { b: heldBy("new") }],
    ["after", { a: () => true }],
  ])("is taken over %s its former owner is submitted", async (_when, waits) => {
    await test.succeed(docs({ a: {}, b: { k: "old" } }));
    database.takeLog();
    gates = waits;
    await test.succeed(docs({ a: { k: "new" }, b: {} }));
    expect(database.takeLog()).toEqual(["update t/k"]);
  });

  it("moves together with a memoized component under another name, which keeps nothing of the old one", async () => {
    await test.succeed(docs({ a: { k: "1", l: "1" } }, memo));
    await test.succeed(docs({ z: { k: "1", l: "2" } }, memo));
    expect(database.takeLog()).toEqual(["make t", "create t/k", "create t/l", "update t/l"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("whose takeover the sink refuses is one update again in the next run", async () => {
    await test.succeed(docs({ a: { k: "1" } }));
    database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
    const report = await test.run(docs({ b: { k: "2" } }));
    expect(report.failures.map(({ path }) => path)).toEqual(["docs/b"]);
    expect(database.rows("t")).toEqual({ k: "1" });
    database.fault = undefined;
    database.takeLog();
    await test.succeed(docs({ b: { k: "2" } }));
    expect(database.takeLog()).toEqual(["update t/k"]);
    await test.succeed(docs({}));
    expect(database.takeLog()).toEqual(["delete t/k"]);
  });

  it("whose takeover the sink refuses is deleted when nobody declares it next time", async () => {
    await test.succeed(docs({ a: { k: "1" } }));
    database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
    await test.run(docs({ b: { k: "2" } }));
    database.fault = undefined;
    database.takeLog();
    await test.succeed(docs({}));
    expect(database.takeLog()).toEqual(["delete t/k"]);
    expect((await checkStore(test.storePath, "Test", true)).tracked).toHaveLength(1);
  });

  it("stays with its owner when the other component fails for another reason", async () => {
    await test.succeed(docs({ a: { k: "1" } }));
    const failing = async ([name, rows]: [string, Rows], table: MemoryTable): Promise<void> => {
      await declare(name, rows, table);
      if (name === "b") throw new Error("broken");
    };
    await test.run(docs({ a: { k: "1" }, b: { k: "2" } }, failing));
    expect(database.rows("t")).toEqual({ k: "1" });
    database.takeLog();
    await test.succeed(docs({ a: { k: "1" } }));
    expect(database.takeLog()).toEqual([]);
  });

  it.each([["a memo hit", memo] as const, ["run", plain] as const])(
    "is not kept by a component that cannot be written, when its owner would be %s",
    async (_how, f) => {
      await test.succeed(docs({ a: { l: "a" }, z: { k: "1", m: "1" } }, f));
      const report = await test.run(docs({ a: { l: "a" }, b: { k: "2", l: "b" }, z: { m: "1" } }, f));
      expect(report.failures.map(({ path }) => path)).toEqual(["docs/b"]);
      expect(database.rows("t")).toEqual({ l: "a", m: "1" });
      expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    },
  );

  it("leaves the memo of an owner that had stopped declaring it", async () => {
    await test.succeed(docs({ a: {}, b: { k: "1" } }, memo));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    await test.run(docs({ a: {}, b: {} }, memo));
    ran.length = 0;
    await test.succeed(docs({ a: { k: "2" }, b: {} }, memo));
    expect(ran).toEqual(["a"]);
    await test.succeed(docs({ a: { k: "2" }, b: {} }, memo));
    expect(ran).toEqual(["a"]);
  });
});

describe("a target state that two components declare in one run (T4)", () => {
  const both = { a: { k: "a" }, b: { k: "b" } };

  async function expectEarlierToWin(f: typeof plain = plain): Promise<void> {
    const report = await test.run(docs(both, f));
    expect(conflict(report)).toEqual(twice("docs/b"));
    expect(database.rows("t")).toEqual({ k: "a" });
    gates = {};
    database.takeLog();
    const again = await test.run(docs(both, f));
    expect(conflict(again)).toEqual(twice("docs/b"));
    expect(database.rows("t")).toEqual({ k: "a" });
    await test.succeed(docs({ a: { k: "a" } }, f));
    expect(database.rows("t")).toEqual({ k: "a" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    database.takeLog();
    await test.succeed(docs({ a: { k: "a" } }, f));
    expect(database.takeLog()).toEqual([]);
  }

  it("belongs to the one whose path comes first, when that is submitted first", async () => {
    gates = { b: heldBy("a") };
    await expectEarlierToWin();
  });

  it("belongs to the one whose path comes first, when it is submitted last", async () => {
    gates = { a: heldBy("b") };
    await expectEarlierToWin();
  });

  it("belongs to the one whose path comes first, when both are written together", async () => {
    await expectEarlierToWin();
  });

  it("belongs to the one whose path comes first, when that is a memo hit", async () => {
    await test.succeed(docs({ a: { k: "a" } }, memo));
    ran.length = 0;
    const report = await test.run(docs(both, memo));
    expect(ran).toEqual(["b"]);
    expect(conflict(report)).toEqual(twice("docs/b"));
    await expectEarlierToWin(memo);
  });

  it.each([
    ["runs first", {}],
    ["is submitted after it has hit", { a: () => ran.length > 0 }],
  ])("is lost to the one whose path comes first by a memo hit; it %s", async (_when, waits) => {
    await test.succeed(docs({ b: { k: "b" } }, memo));
    gates = waits;
    const report = await test.run(docs(both, memo));
    expect(conflict(report)).toEqual(twice("docs/b"));
    expect(database.rows("t")).toEqual({ k: "a" });
    database.takeLog();
    ran.length = 0;
    await test.succeed(docs({ b: { k: "b" } }, memo));
    expect(ran).toEqual(["b"]);
    expect(database.takeLog()).toEqual(["update t/k"]);
  });

  it("is lost by a component that would have hit, when the other one was there before it", async () => {
    const main = (earlier: boolean) => async () => {
      const table = await database.mountTable("t");
      if (earlier) await (await mountEach(subpath("a docs"), named({ a: { k: "a" } }), plain, table)).ready();
      await mountEach(
        subpath("folders"),
        [["f", { b: { k: "b" } }]] as [string, Record<string, Rows>][],
        memoFolder,
        table,
      );
    };
    await test.succeed(main(false));
    ran.length = 0;
    const report = await test.run(main(true));
    expect(ran).toEqual(["a", "folder", "b"]);
    expect(report.failures.map(({ path }) => path)).toEqual(["folders/f/docs/b"]);
    expect(database.rows("t")).toEqual({ k: "a" });
    await test.succeed(main(false));
    expect(database.rows("t")).toEqual({ k: "b" });
  });

  it("voids the results of memoized components above the one that lost it", async () => {
    const main = (earlier: boolean) => async () => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("folders"),
        [["f", { b: { k: "b" }, c: { l: "c" } }]] as [string, Record<string, Rows>][],
        memoFolder,
        table,
      );
      if (earlier) await mountEach(subpath("early"), named({ a: { k: "a" } }), plain, table);
    };
    await test.succeed(main(false));
    const report = await test.run(main(true));
    expect(report.failures.map(({ path }) => path)).toEqual(["folders/f/docs/b"]);
    expect(database.rows("t")).toEqual({ k: "a", l: "c" });
    ran.length = 0;
    await test.succeed(main(false));
    expect(ran).toEqual(["folder", "b"]);
    expect(database.rows("t")).toEqual({ k: "b", l: "c" });
  });

  it("is tracked by its winner also when that takes it back as it was", async () => {
    const same = { a: { k: "same" }, b: { k: "same" } };
    await test.succeed(docs({ a: { k: "same" } }));
    let moved = false;
    gates = { a: () => moved };
    const report = await test.run(docs(same), {
      onCommit: (changes) => {
        moved ||= changes.some((change) => change.kind === "put" && change.table === "owner");
      },
    });
    expect(conflict(report)).toEqual(twice("docs/b"));
    await test.succeed(docs({}));
    expect(database.rows("t")).toEqual({});
  });

  it("is lost once where one component loses several", async () => {
    gates = { a: heldBy("b") };
    const report = await test.run(docs({ a: { k: "a", l: "a" }, b: { k: "b", l: "b" } }));
    expect(report.failures).toHaveLength(1);
    expect(database.rows("t")).toEqual({ k: "a", l: "a" });
  });
});
