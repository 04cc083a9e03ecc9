import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

type Rows = Record<string, string>;
type Docs = Record<string, Rows>;

let test: TestApp;
let database: MemoryDatabase;
const ran: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("absence");
  ran.length = 0;
});
afterEach(async () => {
  expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
  test.dispose();
});

const doc = async (rows: Rows, table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) {
    if (value === "fail") throw new Error(`${key} fails`);
    table.declare(key, value);
  }
};
const memo = wrap("absence/memo", { memo: true }, async (rows: Rows, table: MemoryTable) => {
  ran.push(Object.values(rows).join());
  await doc(rows, table);
});
const folder = wrap("absence/folder", { memo: true }, async (docs: Docs, table: MemoryTable) => {
  ran.push("folder");
  await mountEach(subpath("docs"), Object.entries(docs), memo, table);
});

const docs =
  (items: Docs, f = doc) =>
  async () => {
    const table = await database.mountTable("t");
    await mountEach(subpath("docs"), Object.entries(items), f, table);
  };
const folders = (items: Record<string, Docs>) => async () => {
  const table = await database.mountTable("t");
  await mountEach(subpath("folders"), Object.entries(items), folder, table);
};
const refuse = (...what: string[]): void => {
  database.fault = (action) => (what.includes(action) ? new Error(`refused: ${action}`) : undefined);
};
const settled = async (): Promise<readonly string[]> => (await checkStore(test.storePath, "Test", true)).problems;

describe("what is not declared any more (T5)", () => {
  it("is deleted with the whole subtree of its component", async () => {
    await test.succeed(folders({ a: { x: { k1: "1" }, y: { k2: "2" } }, b: { z: { k3: "3" } } }));
    database.takeLog();
    await test.succeed(folders({ b: { z: { k3: "3" } } }));
    expect(database.takeLog().sort()).toEqual(["delete t/k1", "delete t/k2"]);
    expect(await settled()).toEqual([]);
  });

  it("is deleted where a component declares something else", async () => {
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }));
    database.takeLog();
    await test.succeed(docs({ a: { k2: "2", k3: "3" } }));
    expect(database.takeLog()).toEqual(["create t/k3", "delete t/k1"]);
  });

  it("stays when its component fails, and is deleted when that succeeds", async () => {
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }));
    database.takeLog();
    const report = await test.run(docs({ a: { k1: "3", bad: "fail" } }));
    expect(report.failures.map(({ path, kind }) => [path, kind])).toEqual([["docs/a", "mountEach"]]);
    expect(database.takeLog()).toEqual([]);
    await test.succeed(docs({ a: { k1: "3" } }));
    expect(database.takeLog()).toEqual(["update t/k1", "delete t/k2"]);
  });

  it("stays, with the children of earlier runs, when the component above fails", async () => {
    const main = (fails: boolean) => async () => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("folders"),
        [["f", fails]] as [string, boolean][],
        async (bad: boolean, into: MemoryTable) => {
          if (bad) throw new Error("broken");
          await mountEach(subpath("docs"), [["x", { k: "1" }]] as [string, Rows][], doc, into);
        },
        table,
      );
    };
    await test.succeed(main(false));
    database.takeLog();
    await test.run(main(true));
    await test.succeed(main(false));
    expect(database.takeLog()).toEqual([]);
  });
});

describe("a deletion that fails (T5)", () => {
  it("keeps what is tracked, is reported, and is tried again until it succeeds", async () => {
    await test.succeed(docs({ a: { k1: "1" }, b: { k2: "2" } }));
    refuse("delete t/k1");
    for (let times = 0; times < 2; times++) {
      const report = await test.run(docs({ b: { k2: "2" } }));
      expect(report.failures.map(({ path, kind, error }) => [path, kind, (error as Error).message])).toEqual([
        ["docs/a", "delete", "refused: delete t/k1"],
      ]);
      expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    }
    database.fault = undefined;
    database.takeLog();
    await test.succeed(docs({ b: { k2: "2" } }));
    expect(database.takeLog()).toEqual(["delete t/k1"]);
    expect(await settled()).toEqual([]);
  });

  it("does not keep the deletions beside it from being applied", async () => {
    await test.succeed(docs({ a: { k1: "1" }, b: { k2: "2" }, c: { k3: "3" } }));
    refuse("delete t/k2");
    await test.run(docs({}));
    expect(database.rows("t")).toEqual({ k2: "2" });
  });

  it("is overtaken by its item when that comes back: an update", async () => {
    await test.succeed(docs({ a: { k1: "1" } }, memo));
    refuse("delete t/k1");
    await test.run(docs({}, memo));
    database.fault = undefined;
    database.takeLog();
    await test.succeed(docs({ a: { k1: "2" } }, memo));
    expect(database.takeLog()).toEqual(["update t/k1"]);
    expect(await settled()).toEqual([]);
  });

  it("is overtaken by an item that comes back as it was: it is written again, for it may be gone", async () => {
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }, memo));
    refuse("delete t/k2");
    await test.run(docs({}, memo));
    database.fault = undefined;
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }, memo));
    expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    ran.length = 0;
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }, memo));
    expect(ran).toEqual([]);
  });

  it("of one state leaves the component's memo, and what it still declares is not written again", async () => {
    await test.succeed(docs({ a: { k1: "1", k2: "2" } }, memo));
    refuse("delete t/k2");
    await test.run(docs({ a: { k1: "1" } }, memo));
    ran.length = 0;
    database.takeLog();
    await test.run(docs({ a: { k1: "1" } }, memo));
    expect({ ran, log: database.takeLog() }).toEqual({ ran: [], log: [] });
    database.fault = undefined;
    await test.succeed(docs({ a: { k1: "1" } }, memo));
    expect({ ran, log: database.takeLog() }).toEqual({ ran: [], log: ["delete t/k2"] });
  });

  it("beneath a component that is hit by its memo is tried again all the same", async () => {
    await test.succeed(folders({ f: { x: { k1: "1" }, y: { k2: "2" } } }));
    refuse("delete t/k1");
    await test.run(folders({ f: { y: { k2: "2" } } }));
    database.fault = undefined;
    ran.length = 0;
    database.takeLog();
    await test.succeed(folders({ f: { y: { k2: "2" } } }));
    expect({ ran, log: database.takeLog() }).toEqual({ ran: [], log: ["delete t/k1"] });
  });

  it("deep in a subtree keeps the way to it, and what could be deleted is", async () => {
    await test.succeed(folders({ f: { x: { k1: "1" }, y: { k2: "2" } } }));
    refuse("delete t/k1");
    await test.run(folders({}));
    expect(database.rows("t")).toEqual({ k1: "1" });
    database.fault = undefined;
    await test.succeed(folders({}));
    expect(database.rows("t")).toEqual({});
    expect(await settled()).toEqual([]);
  });

  it("half way through a component in a subtree leaves nothing missing when the subtree comes back as it was", async () => {
    await test.succeed(folders({ f: { x: { k1: "1", k2: "2" } } }));
    refuse("delete t/k2");
    await test.run(folders({}));
    expect(database.rows("t")).toEqual({ k2: "2" }); // k1 is gone already
    database.fault = undefined;
    await test.succeed(folders({ f: { x: { k1: "1", k2: "2" } } }));
    expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    expect(await settled()).toEqual([]);
  });

  it("may be taken over by another component, as an update", async () => {
    await test.succeed(docs({ a: { k1: "1" } }));
    refuse("delete t/k1");
    await test.run(docs({}));
    database.fault = undefined;
    database.takeLog();
    await test.succeed(docs({ b: { k1: "1" } }));
    expect(database.takeLog()).toEqual(["update t/k1"]); // it may be gone, so that it is written though it is the same
    expect(await settled()).toEqual([]);
  });
});

describe("the children of a container that goes (T2)", () => {
  const tables = (items: Docs, kinds: Record<string, "system" | "user">) => async () => {
    for (const [name, managedBy] of Object.entries(kinds)) {
      const table = await database.mountTable(name, "v1.a", managedBy);
      await mountEach(subpath(`docs of ${name}`), Object.entries(items), memo, table);
    }
  };

  it("are not deleted one by one", async () => {
    await test.succeed(tables({ a: { k1: "1" }, b: { k2: "2" } }, { t: "system" }));
    database.takeLog();
    await test.succeed(tables({}, {}));
    expect(database.takeLog()).toEqual(["drop t"]);
    expect(await settled()).toEqual([]);
  });

  it("are deleted one by one where the user manages the container", async () => {
    database.create("mine");
    await test.succeed(tables({ a: { k1: "1" }, b: { k2: "2" } }, { mine: "user" }));
    expect(database.takeLog()).toEqual(["create mine/k1", "create mine/k2"]);
    await test.succeed(tables({}, {}));
    expect(database.takeLog()).toEqual(["delete mine/k1", "delete mine/k2"]);
    expect(await settled()).toEqual([]);
  });

  it("are deleted where the user manages the container also when their component failed as it went", async () => {
    database.create("mine");
    const main = (mounted: boolean, fails: boolean, there: boolean) => async () => {
      const table = mounted ? await database.mountTable("mine", "v1.a", "user") : undefined;
      const one = async (): Promise<void> => {
        table?.declare("k1", "1");
        if (fails) throw new Error("broken");
      };
      await mountEach(subpath("docs"), there ? [["a", "1"] as const] : [], one);
    };
    await test.succeed(main(true, false, true));
    await test.run(main(false, true, true));
    expect(database.rows("mine")).toEqual({ k1: "1" });
    await test.succeed(main(false, false, false));
    expect(database.rows("mine")).toEqual({});
    expect(await settled()).toEqual([]);
  });

  it("stay tracked until the container is dropped, so that a comeback leaves none behind", async () => {
    await test.succeed(tables({ a: { k1: "1" }, b: { k2: "2" } }, { t: "system" }));
    refuse("drop t");
    const report = await test.run(tables({}, {}));
    expect(report.failures).toHaveLength(1);
    expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    database.fault = undefined;
    database.takeLog();
    await test.succeed(tables({ a: { k1: "1" } }, { t: "system" }));
    expect(database.rows("t")).toEqual({ k1: "1" });
    expect(await settled()).toEqual([]);
  });

  it("are written again when the container may have been dropped before it came back", async () => {
    const commits = { left: Number.POSITIVE_INFINITY };
    const run = (items: Docs, kinds: Record<string, "system">) =>
      test.run(tables(items, kinds), {
        onCommit: () => {
          if (commits.left-- <= 0) throw new Error("the store is gone");
        },
      });
    await run({ a: { k1: "1" } }, { t: "system" });
    database.fault = (what) => {
      if (what === "drop t") commits.left = 0; // the drop is applied, and nobody learns of it
      return undefined;
    };
    await run({}, {}).catch(() => undefined);
    database.fault = undefined;
    commits.left = Number.POSITIVE_INFINITY;
    expect(database.tables.size).toBe(0);
    await run({ a: { k1: "1" } }, { t: "system" });
    expect(database.rows("t")).toEqual({ k1: "1" });
  });
});
