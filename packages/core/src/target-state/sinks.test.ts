import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { absent, declareTargetState, mountEach, registerRootTargets, type Sink, subpath } from "../index.ts";
import { UpdateFailedError } from "../errors/update-failed-error.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("sinks");
});
afterEach(() => test.dispose());

const item = async (rows: readonly string[], table: MemoryTable): Promise<void> => {
  for (const row of rows) table.declare(row, "1");
};
const main = (items: Record<string, readonly string[]>) => async () => {
  const table = await database.mountTable("t");
  await mountEach(subpath("docs"), Object.entries(items), item, table);
};
const many = (count: number): Record<string, readonly string[]> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`d${index}`, [`r${index}`]]));

describe("sinks (T7)", () => {
  it("get the actions of many components in one batch", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] }); // on a busy machine a group closes early
    try {
      await test.succeed(main(many(200)));
      expect(database.batches).toEqual([1, 200]);
      database.batches.length = 0;
      await test.succeed(main({}));
      expect(database.batches).toEqual([200]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("count what they like, for the run that they write for", async () => {
    const rows = registerRootTargets("test.counted", {
      reconcile: (key, desired) => ({
        tracking: desired === absent ? absent : 1,
        action: { sink, payload: String(key) },
      }),
    });
    const sink: Sink<string> = {
      name: "counted",
      apply: async (names, { count }) => count("letters", names.join("").length),
      settle: async ({ count }) => count("settled", 1),
    };
    const declare = (...names: readonly string[]) => {
      return () => {
        for (const name of names) declareTargetState(rows.state(name, 1));
      };
    };
    const first = await test.succeed(declare("ab", "cde"));
    expect(first.stats.counters).toEqual({ letters: 5, settled: 1 });
    const { stats } = await test.run(declare("ab"));
    expect(stats.counters).toEqual({ letters: 5, settled: 1 });
  });

  it("that refuse one row fail its component alone, with its other rows", async () => {
    const items = { ...many(100), bad: ["bad 1", "bad 2"] };
    database.fault = (what) => (what.includes("bad 2") ? new Error("one bad row") : undefined);
    const report = await test.run(main(items));
    expect(report.failures.map(({ path, error }) => [path, (error as Error).message])).toEqual([
      ["docs/bad", "one bad row"],
    ]);
    for (let index = 0; index < 100; index++) expect(database.rows("t")).toHaveProperty(`r${index}`);
    expect(report.stats.targets["memory rows of t"]).toEqual({ written: 100, deleted: 0 });
    database.fault = undefined;
    database.takeLog();
    await test.succeed(main(items));
    expect(database.takeLog().filter((line) => !line.includes("bad"))).toEqual([]);
    expect(Object.keys(database.rows("t"))).toHaveLength(102);
  });

  it("that refuse a batch as the run is stopped are not called with its parts: the next run writes them", async () => {
    const stop = new AbortController();
    database.fault = () => {
      stop.abort();
      return new Error("refused");
    };
    const group = database.batches.length;
    const items = many(40);
    database.create("t");
    const declareAll = async (): Promise<void> => {
      const table = await database.mountTable("t", undefined, "user");
      await mountEach(subpath("docs"), Object.entries(items), item, table);
    };
    await test.run(declareAll, { signal: stop.signal }).catch(() => undefined);
    expect(database.batches.length - group).toBe(1);
    database.fault = undefined;
    await test.succeed(declareAll);
    expect(Object.keys(database.rows("t"))).toHaveLength(40);
  });

  it("are called again, with all of the batch, when an error says that it may help", async () => {
    let calls = 0;
    database.fault = (what) => {
      if (!what.startsWith("create")) return undefined;
      calls += 1;
      return calls < 3 ? Object.assign(new Error("busy"), { isRetryable: true }) : undefined;
    };
    await test.succeed(main({ a: ["r1"], b: ["r2"] }));
    expect(Object.keys(database.rows("t"))).toEqual(["r1", "r2"]);
    expect(database.batches).toEqual([1, 2, 2, 2]);
  });

  it("that stay busy fail the whole batch: it is not taken apart", async () => {
    let calls = 0;
    database.fault = (what) => {
      if (!what.startsWith("create")) return undefined;
      calls += 1;
      return Object.assign(new Error("busy"), { isRetryable: true });
    };
    const report = await test.run(main({ a: ["1"], b: ["2"], c: ["3"] }));
    expect(report.failures.map(({ path }) => path).sort()).toEqual(["docs/a", "docs/b", "docs/c"]);
    expect(calls).toBe(6);
  });

  it("let update() reject when all other work is done, with an error that carries the report", async () => {
    database.fault = (what) => (what === "create t/r1" ? new Error("one bad row") : undefined);
    const error = await test
      .define(main(many(3)))
      .update()
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    expect(error).toBeInstanceOf(UpdateFailedError);
    expect((error as UpdateFailedError).message).toContain("docs/d1");
    expect((error as UpdateFailedError).report.failures).toHaveLength(1);
    expect(Object.keys(database.rows("t"))).toEqual(["r0", "r2"]);
  });
});
