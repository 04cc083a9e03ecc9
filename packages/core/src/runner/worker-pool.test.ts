import { threadId } from "node:worker_threads";
import { type CocoError, fn, type RunnerCall } from "@coco/connectorkit";
import { afterAll, describe, expect, it } from "vitest";
import { timeout, TimeoutError } from "../index.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import * as functions from "./testing/pool-functions.ts";
import { brokenPool, pool, single, smallPool } from "./testing/pools.ts";
import { RunnerError } from "./runner-error.ts";
import { workerPool, type WorkerPoolOptions } from "./worker-pool.ts";

afterAll(async () => {
  await Promise.all([pool, single, smallPool, brokenPool].map((each) => each.close()));
});

describe("a worker pool", () => {
  it("runs a synchronous body in another thread, and gives a promise", async () => {
    const result = functions.double(21);
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe(42);
    const where = await functions.whereAmI();
    expect(where.isMainThread).toBe(false);
    expect(where.threadId).not.toBe(threadId);
  });

  it("runs no more calls at once than it has threads, and starts none that it does not need", async () => {
    const small = workerPool({ size: 2 });
    expect(small.threads).toBe(0);
    expect(await Promise.all(Array.from({ length: 40 }, (_, n) => functions.double(n)))).toEqual(
      Array.from({ length: 40 }, (_, n) => n * 2),
    );
    expect(pool.threads).toBe(2);
  });

  it("sets each thread up once, before its first call", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => functions.whereAmI()));
    expect(new Set(all.map(({ setUps }) => setUps))).toEqual(new Set([1]));
    expect(new Set(all.map(({ threadId: id }) => id)).size).toBe(2);
  });

  it("tries a setup that failed again in a new thread", async () => {
    process.env["COCO_TEST_BROKEN_SETUP"] = "1";
    const error = await failureOf(functions.withSetup());
    delete process.env["COCO_TEST_BROKEN_SETUP"];
    expect(RunnerError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      code: "RUNNER_SETUP_FAILED",
      message: expect.stringContaining("no model"),
      cause: { message: "no model" },
    });
    expect(await functions.withSetup()).toBe("set up");
  });

  it("serves calls in order", async () => {
    const order: number[] = [];
    await Promise.all(Array.from({ length: 10 }, async (_, n) => order.push(await functions.quick(n))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("a function with a worker pool", () => {
  it("that is made while the program runs is an error that says where to make it", async () => {
    const error = await failureOf(functions.makeLate()());
    expect(error).toMatchObject({ name: "RunnerError", code: "RUNNER_FUNCTION_NOT_FOUND" });
    expect(String(error)).toMatch(/runner\.test\/late.*pool-functions\.ts/);
    expect((error as CocoError).hint).toMatch(/top level of a module/);
  });

  it("that shares its identity with another one is an error, and runs with a name of its own", async () => {
    expect(await failureOf(functions.timesTwo(1))).toMatchObject({ code: "RUNNER_FUNCTION_AMBIGUOUS" });
    expect(await failureOf(functions.timesThree(1))).toMatchObject({ code: "RUNNER_FUNCTION_AMBIGUOUS" });
    expect(await Promise.all(functions.namedTimes.map((times) => times(5)))).toEqual([10, 15]);
  });

  it("that a factory made again is not taken for the one that the workers have", async () => {
    expect(await functions.scaledByTwo(1)).toBe(2);
    expect(await failureOf(functions.makeScaled(3)(1))).toMatchObject({ code: "RUNNER_FUNCTION_AMBIGUOUS" });
  });

  it("may call functions without a runner and of its own runner; another one's is an error", async () => {
    expect(await functions.nested(10)).toBe(20 + 12);
    expect(await failureOf(functions.forbidden("other pool"))).toMatchObject({
      code: "RUNNER_NESTED",
      message: expect.stringMatching(/"single".*"test pool"/),
    });
  });

  it.each([
    "mount",
    "useMount",
    "mountEach",
    "useContext",
    "useState",
    "declareTargetState",
    "generateId",
    "RateLimiter",
  ])("may not use %s: the error names the runner", async (what) => {
    const error = await failureOf(functions.forbidden(what));
    expect(error).toMatchObject({ name: "RunnerError", code: "IN_WORKER" });
    expect(String(error)).toContain(what);
    expect(String(error)).toContain('"test pool"');
  });

  it("may use map, in the order of the items", async () => {
    expect(await functions.mapped([3, 1, 2])).toEqual([6, 2, 4]);
  });

  it("gets the errors of wrapped functions that the main thread would give", async () => {
    expect(await failureOf(functions.capturing())).toMatchObject({ name: "UntrackedClosureError" });
  });

  it("batches in the main thread: a whole batch is one call, and one bad item fails alone", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => functions.batched(n)));
    expect(outcomes.map(({ status }) => status === "fulfilled").lastIndexOf(false)).toBe(13);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect((outcomes[13] as PromiseRejectedResult).reason).toBeInstanceOf(RangeError);
    expect((outcomes[0] as PromiseFulfilledResult<unknown>).value).toEqual({ item: 0, of: 8 });
    expect((outcomes[12] as PromiseFulfilledResult<unknown>).value).toEqual({ item: 12, of: 1 });
  });
});

describe("a worker that ends", () => {
  it.each([
    ["exit", /exit code 3/],
    ["uncaught", /RangeError: nobody catches this/],
    ["memory", /memory/],
  ])("by %s fails its call clearly and is replaced", async (how, reason) => {
    const [first, second] = await Promise.all([failureOf(functions.crash(how)), functions.crash("not at all")]);
    expect(first).toMatchObject({ name: "RunnerError", code: "RUNNER_CRASHED" });
    expect(String(first)).toMatch(/"small pool" ended while it ran crash/);
    expect(String(first)).toMatch(reason);
    expect(second).toBe("alive");
    expect(smallPool.threads).toBe(1);
  });

  it("because it does not stop in time is replaced; its caller does not wait for that", async () => {
    const error = await failureOf(timeout(20, () => functions.stubborn()));
    expect(TimeoutError.isInstance(error)).toBe(true);
    expect(await functions.crash("not at all")).toBe("alive");
  });
});

describe("the deadline of a call", () => {
  it("reaches code that never gives up the thread, if it looks; the thread is used again", async () => {
    const before = await functions.quick(0);
    const error = await failureOf(timeout(20, () => functions.polite()));
    expect(TimeoutError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ message: expect.stringContaining("20 ms") });
    expect(await functions.quick(1)).toBe(before + 1);
    expect(single.threads).toBe(1);
  });

  it("aborts the signal there", async () => {
    expect(TimeoutError.isInstance(await failureOf(timeout(20, () => functions.patient())))).toBe(true);
    expect(await functions.quick(1)).toBe(1);
    expect(single.threads).toBe(1);
  });

  it("holds while a call waits for a thread; the call is then never made", async () => {
    const blocking = failureOf(timeout(200, () => functions.polite()));
    const waiting = await failureOf(timeout(10, () => functions.quick(1)));
    expect(TimeoutError.isInstance(waiting)).toBe(true);
    expect(TimeoutError.isInstance(await blocking)).toBe(true);
    expect(await functions.quick(2)).toBe(2);
  });

  it("can be set inside, and retries work there", async () => {
    expect(TimeoutError.isInstance(await failureOf(functions.timedInside()))).toBe(true);
    expect(await functions.retriedInside()).toBe(3);
  });

  it("that has passed begins nothing", async () => {
    const error = await failureOf(
      timeout(5, async () => {
        const end = performance.now() + 10;
        while (performance.now() < end);
        await functions.quick(1);
      }),
    );
    expect(TimeoutError.isInstance(error)).toBe(true);
  });
});

describe("a pool that is closed", () => {
  it("fails calls that run, wait and come later", async () => {
    const closing = workerPool({ name: "closing", size: 1 });
    const definition = { body: () => 1, options: {}, site: { file: import.meta.filename, line: 1, column: 1 } };
    const call = {
      definition,
      identity: "no function",
      name: "no function",
      logic: undefined,
      receiver: undefined,
      args: [],
      runHere: () => 1,
      report: () => undefined,
    } satisfies RunnerCall;
    const calls = [closing.run(call), closing.run(call)].map(failureOf);
    await closing.close();
    expect(await calls[0]).toMatchObject({ code: "RUNNER_CRASHED" });
    expect(await calls[1]).toMatchObject({ code: "RUNNER_CLOSED" });
    expect(await failureOf(closing.run(call))).toMatchObject({
      code: "RUNNER_CLOSED",
      message: expect.stringContaining("closing"),
    });
    expect(closing.threads).toBe(0);
  });
});

describe("workerPool", () => {
  it.each([{ size: 0 }, { size: 1.5 }, { size: Number.NaN }, { setup: 1 }, { memoryLimit: 0 }, { memoryLimit: "1" }])(
    "refuses %j",
    (options) => {
      expect(() => workerPool(options as WorkerPoolOptions)).toThrow(expect.objectContaining({ code: "WORKER_POOL" }));
    },
  );
  it("refuses a duration that is none", () => {
    expect(() => workerPool({ stopTimeout: -1 })).toThrow(expect.objectContaining({ code: "DURATION" }));
  });
  it("is what fn takes as a runner; anything else is refused", () => {
    expect(() => fn({ runner: {} as never }, () => 1)).toThrow(/no runner/);
  });
});
