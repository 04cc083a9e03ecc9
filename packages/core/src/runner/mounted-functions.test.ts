import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { fn, mount, mountEach, serialRunner, subpath, timeout, TimeoutError, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";
import * as functions from "./testing/pool-functions.ts";
import { pool, single, smallPool } from "./testing/pools.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("mounted-functions");
});
afterEach(() => test.dispose());
afterAll(async () => {
  await Promise.all([pool, single, smallPool].map((each) => each.close()));
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a mounted function with a worker pool (R8)", () => {
  it("runs its body in a worker, and gives its value", async () => {
    await test.succeed(async () => {
      expect(await useMount(subpath("where"), functions.whereAmI)).toMatchObject({ isMainThread: false });
      const handle = await mountEach(subpath("each"), new Map([["a", 1]]), functions.double);
      await handle.ready();
    });
  });

  it("is memoized by the main thread, and depends on what ran in the worker", async () => {
    const main = (): Promise<unknown> => useMount(functions.outer, 1);
    const first = await test.succeed(main);
    expect(first.result).toBe(3);
    expect(first.stats.functions["inner"]).toMatchObject({ ran: 1 });
    const second = await test.succeed(main);
    expect(second.result).toBe(3);
    expect(second.stats.components["outer"]).toMatchObject({ unchanged: 1, ran: 0 });
  });

  it.each(["mount", "useMount", "mountEach", "useContext", "useState", "declareTargetState", "generateId"])(
    "may not use %s: the error names the runner",
    async (what) => {
      const report = await test.run(() => useMount(subpath("forbidden"), functions.forbidden, what));
      expect(report.failures.map(({ error, path }) => [path, error])).toEqual([
        [
          expect.stringContaining("forbidden"),
          expect.objectContaining({ code: "IN_WORKER", message: expect.stringContaining('"test pool"') }),
        ],
      ]);
    },
  );

  it("fails with the error of its body; a worker that crashed fails its component alone", async () => {
    const report = await test.run(async () => {
      const handles = [
        await mount(subpath("range"), functions.throwing, "range"),
        await mount(subpath("exit"), functions.crash, "exit"),
        await mount(subpath("fine"), functions.crash, "no"),
      ];
      await Promise.all(handles.map((handle) => handle.ready()));
    });
    const byPath = new Map(report.failures.map(({ path, error }) => [path, error]));
    expect([...byPath.keys()].sort()).toEqual(["exit", "range"]);
    expect(byPath.get("range")).toBeInstanceOf(RangeError);
    expect(byPath.get("exit")).toMatchObject({ name: "RunnerError" });
  });

  it("is told to stop when the caller's time is over", async () => {
    const report = await test.run(() => timeout(50, () => useMount(subpath("polite"), functions.polite)));
    expect(report.failures.map(({ error }) => error)).toEqual([expect.any(TimeoutError)]);
    expect(await functions.quick(1)).toBe(1);
  });

  it("refuses arguments that cannot be sent, with their place", async () => {
    const report = await test.run(() => useMount(subpath("echo"), functions.echo, { f: () => 1 }));
    expect(String(report.failures[0]?.error)).toMatch(/arguments\[0\]\.f cannot be sent to a worker thread/);
  });
});

describe("a mounted function with a serial runner (R8)", () => {
  it("runs one at a time, in its own component: it may declare and mount", async () => {
    const runner = serialRunner();
    let running = 0;
    let most = 0;
    const work = wrap("mounted/serial", { runner }, async (item: number, table: MemoryTable) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      table.declare(`row ${item}`, item);
      running -= 1;
    });
    await test.succeed(async () => {
      const table = await database.mountTable("t");
      await mountEach(subpath("items"), new Map([1, 2, 3].map((item) => [item, item])), work, table);
    });
    expect(most).toBe(1);
    expect(Object.values(database.rows("t"))).toEqual([1, 2, 3]);
  });

  it("does not wait for itself where it mounts functions of the same runner, also with one slot", async () => {
    const runner = serialRunner();
    const inner = fn({ runner, name: "mounted/inner" }, async (n: number) => {
      await turn();
      return n + 1;
    });
    const outer = fn({ runner, name: "mounted/outer" }, async (n: number) => {
      const handle = await mount(subpath("background"), inner, n);
      const value = await useMount(subpath("foreground"), inner, n);
      await handle.ready();
      return value;
    });
    const report = await test.succeed(() => useMount(outer, 1), { maxInFlight: 1 });
    expect(report.result).toBe(2);
  });

  it("keeps its turn while background children of the same runner that it began go on", async () => {
    const runner = serialRunner();
    const log: string[] = [];
    const begun = Promise.withResolvers<void>();
    const child = fn({ runner, name: "mounted/child" }, async () => {
      log.push("child begins");
      begun.resolve();
      for (let count = 0; count < 5; count++) await turn();
      log.push("child ends");
    });
    const parent = fn({ runner, name: "mounted/parent" }, async () => {
      await mount(child);
      await begun.promise;
    });
    const other = fn({ runner, name: "mounted/other" }, async () => void log.push("other"));
    await test.succeed(async () => {
      await mount(parent);
      await mount(other);
    });
    expect(log).toEqual(["child begins", "child ends", "other"]);
  });

  it("takes a turn of its own for a child that begins when its turn is over", async () => {
    const runner = serialRunner();
    const gate = Promise.withResolvers<void>();
    const log: string[] = [];
    const child = fn({ runner, name: "mounted/late-child" }, async () => void log.push("child"));
    const parent = fn({ runner, name: "mounted/early-parent" }, async () => {
      await mount(subpath("plain"), async () => {
        await gate.promise;
        await useMount(child);
      });
    });
    const other = fn({ runner, name: "mounted/holder" }, async () => {
      gate.resolve();
      for (let count = 0; count < 5; count++) await turn();
      log.push("holder ends");
    });
    await test.succeed(async () => {
      await mount(parent);
      await mount(other);
    });
    expect(log).toEqual(["holder ends", "child"]);
  });
});

describe("a mounted function with batching (R7)", () => {
  it("is called with the items of many components at once; each component gets its own result", async () => {
    const batches: number[][] = [];
    const double = wrap("mounted/batched", { batching: true } as never, async (items: number[]) => {
      batches.push(items);
      return items.map((item) => item * 2);
    }) as unknown as (item: number) => Promise<number>;
    const report = await test.succeed(() =>
      Promise.all([1, 2, 3].map((item) => useMount(subpath("item", item), double, item))),
    );
    expect(report.result).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
    expect(report.stats.components["mounted/batched"]).toMatchObject({ ran: 3 });
  });

  it("is memoized for each component", async () => {
    const batches: number[][] = [];
    const double = wrap("mounted/batched-memo", { batching: true, memo: true } as never, async (items: number[]) => {
      batches.push(items);
      return items.map((item) => item * 2);
    }) as unknown as (item: number) => Promise<number>;
    const run = async (items: number[]): Promise<unknown> =>
      (await test.succeed(() => Promise.all(items.map((item, at) => useMount(subpath("item", at), double, item)))))
        .result;
    expect(await run([1, 2, 3])).toEqual([2, 4, 6]);
    expect(await run([1, 5, 3])).toEqual([2, 10, 6]);
    expect(batches).toEqual([[1, 2, 3], [5]]);
  });

  it("may not declare: its work belongs to no one component", async () => {
    const table = { current: undefined as MemoryTable | undefined };
    const declares = wrap("mounted/batched-declares", { batching: true } as never, async (items: number[]) => {
      table.current?.declare("row", 1);
      return items;
    }) as unknown as (item: number) => Promise<number>;
    const report = await test.run(async () => {
      table.current = await database.mountTable("t");
      await useMount(declares, 1);
    });
    expect(report.failures.map(({ error }) => error)).toEqual([expect.objectContaining({ code: "SHARED_FUNCTION" })]);
  });
});
