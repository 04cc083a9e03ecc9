import { describe, expect } from "vitest";
import { CancelledError, checkCancelled, mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { describeEvent } from "../describe-event.ts";
import {
  began,
  created,
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  NEW,
  opened,
  ran,
  retried,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, docs, type Items, memo, oneByOne } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

const items: Items = ["a", "b", "c", "d"].map((name) => [name, { [`k${name}`]: "1" }]);
const stopped = (path: string): string => failed(path, `The run was stopped before ${path} was done.`);

/** Stops a run when the target comes to an action. */
function stopAt(database: MemoryDatabase, what: string): AbortSignal {
  const stop = new AbortController();
  database.fault = (action) => void (action === what && stop.abort());
  return stop.signal;
}

describe("R4 Stopping a run", () => {
  it("before it begins: nothing runs", async ({ database, run }) => {
    const { log, report } = await run(docs(database, items, memo), { signal: AbortSignal.abort() });
    expect(log).toEqual([]);
    expect([report.status, report.failures]).toEqual(["stopped", []]);
    expect(database.log).toEqual([]);
  });

  it("as it writes: what is being written is finished and kept, nothing more begins; the next run does the rest", async ({
    database,
    logOf,
    run,
  }) => {
    await logOf(docs(database, [], memo));
    const { log, report } = await run(docs(database, items, memo), {
      ...oneByOne,
      signal: stopAt(database, "create t/kb"),
    });
    expect(log).toEqual([
      ...opened("t"),
      ran(at("a"), NEW),
      created("t/ka", at("a"), NEW),
      ran(at("b"), NEW),
      created("t/kb", at("b"), NEW),
      stopped("/"),
    ]);
    expect([report.status, report.failures]).toEqual(["stopped", []]);
    database.fault = undefined;
    expectStages(await logOf(docs(database, items, memo)), opened("t"), [
      unchanged(at("a")),
      unchanged(at("b")),
      ran(at("c"), NEW),
      ran(at("d"), NEW),
      created("t/kc", at("c"), NEW),
      created("t/kd", at("d"), NEW),
    ]);
  });

  it("deletes nothing of what it did not come to", async ({ database, logOf, run }) => {
    await logOf(docs(database, items, memo));
    const rest: Items = [["a", { ka: "2" }]];
    const { log } = await run(docs(database, rest, memo), { signal: stopAt(database, "update t/ka") });
    expect(log).toEqual([...opened("t"), ran(at("a"), EDITED), updated("t/ka", at("a"), EDITED)]);
    database.fault = undefined;
    expectStages(
      await logOf(docs(database, rest, memo)),
      opened("t"),
      [unchanged(at("a"))],
      ["b", "c", "d"].map((name) => deleted(`t/k${name}`, at(name))),
      ["b", "c", "d"].map((name) => gone(at(name))),
    );
  });

  it("lets components that have begun come to their end, and be written", async ({ database, run }) => {
    const stop = new AbortController();
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("slow"), async () => {
        stop.abort();
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        table.declare("k", "1");
      });
    };
    const { log } = await run(main, { signal: stop.signal });
    expect(log).toEqual(began("t", ran("slow"), created("t/k", "slow")));
  });

  it("in a component that asks: it fails as stopped, is no failure, and runs again", async ({
    database,
    logOf,
    run,
  }) => {
    const stop = new AbortController();
    const long = async (table: MemoryTable): Promise<void> => {
      if (!stop.signal.aborted) {
        stop.abort();
        checkCancelled();
      }
      table.declare("k", "1");
    };
    const main = async (): Promise<void> => void (await mount(subpath("long"), long, await database.mountTable("t")));
    const { events, log, report } = await run(main, { signal: stop.signal });
    expect(log).toEqual(began("t", ran("long"), stopped("long")));
    expect(events.flatMap((event) => ("error" in event ? [CancelledError.isInstance(event.error)] : []))).toEqual([
      true,
    ]);
    expect([report.status, report.failures]).toEqual(["stopped", []]);
    expect(await logOf(main)).toEqual([...opened("t"), ran("long"), created("t/k", "long")]);
  });

  it("in the pause before a sink is tried again: the write is left to the next run", async ({
    database,
    logOf,
    run,
  }) => {
    await logOf(docs(database, [], memo));
    const stop = new AbortController();
    database.fault = () => {
      setImmediate(() => stop.abort()); // the pause has begun by then
      return Object.assign(new Error("busy"), { isRetryable: true });
    };
    const { log, report } = await run(docs(database, items.slice(0, 1), memo), { signal: stop.signal });
    expect(log).toEqual([
      ...opened("t"),
      ran(at("a"), NEW),
      retried("memory rows of t", 1, "busy"),
      failed(at("a"), "The run was stopped while a write was to be tried again."),
    ]);
    expect([report.status, report.failures]).toEqual(["stopped", []]);
    database.fault = undefined;
    expect(await logOf(docs(database, items.slice(0, 1), memo))).toEqual([
      ...opened("t"),
      ran(at("a"), UNFINISHED),
      updated("t/ka", at("a"), UNFINISHED),
    ]);
  });

  it("while it deletes: what is being deleted is, the rest is left to the next run", async ({
    database,
    logOf,
    run,
  }) => {
    const count = 600;
    const many: Items = Array.from({ length: count }, (_, index) => [
      `d${1000 + index}`,
      { [`k${1000 + index}`]: "1" },
    ]);
    await logOf(docs(database, many, memo));
    const { log, report } = await run(docs(database, [], memo), { signal: stopAt(database, "delete t/k1000") });
    const done = log.filter((line) => line.includes(" deleted by ")).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(count);
    const names = many.map(([name]) => name);
    const lines = (some: readonly string[]): string[] => [
      ...some.map((name) => deleted(`t/k${name.slice(1)}`, at(name))),
      ...some.map((name) => gone(at(name))),
    ];
    expectStages(log, opened("t"), lines(names.slice(0, done)));
    expect([report.status, report.failures]).toEqual(["stopped", []]);
    database.fault = undefined;
    expectStages(await logOf(docs(database, [], memo)), opened("t"), lines(names.slice(done)));
    expect(database.rows("t")).toEqual({});
  });

  it("of a drop: what is being deleted is, and the next drop does the rest", async ({ app, database, logOf }) => {
    database.create("t");
    const count = 600;
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t", "v1.a", "user");
      const keys = Array.from({ length: count }, (_, index) => [`d${1000 + index}`, `k${1000 + index}`] as const);
      await mountEach(subpath("docs"), keys, async (key) => table.declare(key, "1"));
    };
    await logOf(main);
    const log: string[] = [];
    const dropping = app
      .define(main)
      .drop({ signal: stopAt(database, "delete t/k1000"), onEvent: (event) => void log.push(describeEvent(event)) });
    await expect(dropping).rejects.toMatchObject({ name: CancelledError.errorName });
    const done = log.filter((line) => line.includes(" deleted by ")).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(count);
    expect(Object.keys(database.rows("t"))).toHaveLength(count - done);
    database.fault = undefined;
    await app.drop();
    expect(database.rows("t")).toEqual({});
  });

  it("with components that wait for others: neither is stored as done", async ({ database, logOf, run }) => {
    const stop = new AbortController();
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        await useMount(subpath("inner"), async () => {
          if (!stop.signal.aborted) {
            stop.abort();
            checkCancelled();
          }
          table.declare("inner", "1");
        });
        table.declare("outer", "1");
      });
    };
    const { log } = await run(main, { signal: stop.signal });
    expectStages(log, began("t"), [ran("outer")], [ran("outer/inner")], [stopped("outer/inner"), stopped("outer")]);
    expect(await logOf(main)).toEqual([
      ...opened("t"),
      ran("outer"),
      ran("outer/inner"),
      created("t/inner", "outer/inner"),
      created("t/outer", "outer"),
    ]);
  });
});
