import {
  declareTargetStateWithChildren,
  declareTargetState,
  registerRootTargets,
  symbol,
  TargetProvider,
  type TargetHandler,
} from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath, useMount } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("two-phases");
});
afterEach(() => test.dispose());

describe("processing and submitting (T1)", () => {
  it("writes nothing of a component whose function fails after it declared", async () => {
    const report = await test.run(async () => {
      const table = await database.mountTable("t");
      await mount(async function doc() {
        table.declare("k", "1");
        throw new Error("broken");
      });
    });
    expect(messagesOf(report)).toEqual(["broken"]);
    expect(database.takeLog()).toEqual(["make t"]);
  });

  it("writes what its children made although the component above fails", async () => {
    await test.run(async () => {
      const table = await database.mountTable("t");
      await mount(async function outer() {
        await useMount(async function inner() {
          table.declare("inner", "1");
        });
        table.declare("outer", "1");
        throw new Error("broken");
      });
    });
    expect(database.rows("t")).toEqual({ inner: "1" });
    await test.succeed(async () => {
      const table = await database.mountTable("t");
      await mount(async function outer() {
        await useMount(async function inner() {
          table.declare("inner", "1");
        });
      });
    });
    expect(database.takeLog()).toEqual(["make t", "create t/inner"]);
  });

  it("deletes what a component made beneath that failed and is not mounted any more", async () => {
    await test.run(async () => {
      const table = await database.mountTable("t");
      await mount(async function outer() {
        await useMount(async function inner() {
          table.declare("inner", "1");
        });
        throw new Error("broken");
      });
    });
    await test.succeed(async () => void (await database.mountTable("t")));
    expect(database.rows("t")).toEqual({});
  });

  it("names both places of a state that one component declares twice", async () => {
    const declareFirst = (table: MemoryTable): void => table.declare("k", "1");
    const declareSecond = (table: MemoryTable): void => table.declare("k", "2");
    const report = await test.run(async () => {
      const table = await database.mountTable("t");
      await mount(async function doc() {
        declareFirst(table);
        declareSecond(table);
      });
    });
    expect(messagesOf(report)[0]).toMatch(
      /t\/k is declared twice in component @doc: declareFirst .*test.*, and declareSecond .*test/s,
    );
    expect(database.rows("t")).toEqual({});
  });

  it("names a memoized call whose reused result declares what the component declares too", async () => {
    const call = wrap("two-phases/call", { memo: true }, async (table: MemoryTable) => table.declare("k", "1"));
    const main = (again: boolean) => async () => {
      const table = await database.mountTable("t");
      await call(table);
      if (again) table.declare("k", "2");
    };
    await test.succeed(main(false));
    const report = await test.run(main(true));
    expect(messagesOf(report)[0]).toContain("by a memoized call of two-phases/call whose result was reused");
    database.takeLog();
    await test.succeed(main(false));
    expect(database.takeLog()).toEqual([]);
  });

  it("submits a parent after its children in the background", async () => {
    await test.succeed(async () => {
      const table = await database.mountTable("t");
      await mount(async function parent() {
        await mount(async function child() {
          await new Promise((resolve) => setImmediate(resolve));
          table.declare("child", "1");
        });
        table.declare("parent", "1");
      });
    });
    expect(database.takeLog()).toEqual(["make t", "create t/child", "create t/parent"]);
  });
});

describe("containers (T2)", () => {
  it("exist before anything is declared in them, nested ones too", async () => {
    const log: string[] = [];
    const sink = (name: string) => ({ name, apply: async (all: readonly string[]) => void log.push(...all) });
    const sinks = { databases: sink("databases"), tables: sink("tables"), rows: sink("rows") };
    const level = (
      name: keyof typeof sinks,
      child?: TargetHandler<string, string, string>,
    ): TargetHandler<string, string, string> => ({
      reconcile: (key, desired, previous) =>
        previous.possible.length === 1 && previous.possible[0] === desired
          ? undefined
          : { tracking: desired as string, action: { sink: sinks[name], payload: `${name} ${String(key)}` } },
      ...(child === undefined ? {} : { child: () => child }),
    });
    const root = registerRootTargets("test.nested", level("databases", level("tables", level("rows"))));
    const { mountTarget } = await import("@coco/connectorkit");
    await test.succeed(async () => {
      const db = await mountTarget<string, string>(root.state("db", "1"));
      const table = await mountTarget<string, string>(db.state("table", "1"));
      declareTargetState(table.state("row", "1"));
    });
    expect(log).toEqual(["databases db", "tables table", "rows row"]);
  });

  it("that were declared and not submitted cannot be used: an error, no wait", async () => {
    const report = await test.run(async () => {
      const root = new TargetProvider<{ schema: string }>(["test.memory.two-phases"]);
      const pending = declareTargetStateWithChildren(root.state("t", { schema: "v1.a" }));
      declareTargetState(new TargetProvider(pending.path).state("k", "1"));
    });
    expect(messagesOf(report)[0]).toContain("was declared and does not exist yet");
  });

  it("that this run did not mount cannot be used", async () => {
    let kept: MemoryTable | undefined;
    await test.succeed(async () => {
      kept = await database.mountTable("t");
    });
    const report = await test.run(async () => kept?.declare("k", "1"));
    expect(messagesOf(report)[0]).toContain("was not mounted in this run");
  });

  it("declared by one component can be used by those that start when it is ready", async () => {
    await test.succeed(async () => {
      const root = new TargetProvider<{ schema: string }>(["test.memory.two-phases"]);
      const handle = await mount(async function tables() {
        declareTargetStateWithChildren(root.state("t", { schema: "v1.a" }));
      });
      await handle.ready();
      declareTargetState(new TargetProvider([...root.path, "t"]).state("k", "1"));
    });
    expect(database.takeLog()).toEqual(["make t", "create t/k"]);
  });

  it("whose making fails fail what needs them, and nothing is written into them", async () => {
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      table.declare("k", "1");
    };
    const report = await test.run(main);
    expect(messagesOf(report)).toEqual(["refused"]);
    database.fault = undefined;
    await test.succeed(main);
    expect(database.takeLog()).toEqual(["make t", "create t/k"]);
  });
});

describe("keys of target states", () => {
  it("may be of any kind, each its own, and survive a deletion by another process", async () => {
    const keys = [null, true, 1, 2n ** 70n, "1", "ü", new Uint8Array([0, 255]), ["a", 1, [null]]] as const;
    const main = (count: number) => async () => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("rows"),
        keys.slice(0, count).map((key, index) => [index, key] as const),
        async (key) => table.declare(key as string, "1"),
      );
    };
    await test.succeed(main(keys.length));
    expect(Object.keys(database.rows("t"))).toHaveLength(keys.length);
    await test.succeed(main(1));
    expect(Object.keys(database.rows("t"))).toEqual(["null"]);
  });

  it("that are no stable keys are an error that names the key", async () => {
    for (const key of [1.5, Number.NaN, undefined, {}, "\ud800"]) {
      const report = await test.run(async () => {
        const table = await database.mountTable("t");
        table.declare(key as string, "1");
      });
      expect(report.failures).toHaveLength(1);
    }
  });

  it("of a container cannot be a symbol, which stands for a kind of attachment", async () => {
    const report = await test.run(async () => {
      const root = new TargetProvider<{ schema: string }>(["test.memory.two-phases"]);
      declareTargetStateWithChildren(root.state(symbol("t"), { schema: "v1.a" }));
    });
    expect(messagesOf(report)[0]).toContain("has a symbol as its key");
  });
});
