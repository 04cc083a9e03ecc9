import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UpdateReport } from "../app/update-report.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { map, timeout } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import * as functions from "./testing/pool-functions.ts";
import { pool, single } from "./testing/pools.ts";

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());
afterAll(async () => {
  await Promise.all([pool.close(), single.close()]);
});

/** How often functions ran, and were answered from memory, by the ends of their names. */
const counts = ({ stats }: UpdateReport): Record<string, string> =>
  Object.fromEntries(
    Object.entries(stats.functions).map(([name, { ran, hits }]) => [name, `${ran} ran, ${hits} hits`]),
  );

describe("a memoized function on a worker pool", () => {
  it("is memoized by the main thread, and what ran beneath it is reported back", async () => {
    const results: unknown[] = [];
    const main = async (): Promise<void> => void results.push(await functions.outer(1), await functions.outer(1));
    const first = await test.succeed(main);
    expect(counts(first)).toEqual({ outer: "1 ran, 1 hits", inner: "1 ran, 0 hits", innerNone: "1 ran, 0 hits" });
    expect(first.stats.counters).toEqual({ "outer calls": 1 });
    const second = await test.succeed(main);
    expect(counts(second)).toEqual({ outer: "0 ran, 2 hits" });
    expect(results).toEqual([3, 3, 3, 3]);
  });

  it("is not kept where volatile() was called in the worker", async () => {
    const main = (): Promise<number> => functions.outerVolatile(1);
    await test.succeed(main);
    expect(counts(await test.succeed(main))).toEqual({ outerVolatile: "1 ran, 0 hits" });
  });

  it("calls batched functions in the worker, whose callers depend on all that ran in the batch", async () => {
    const main = (): Promise<string> => functions.outerBatched(1);
    const first = await test.succeed(main);
    expect(first.result).toBe("2,3");
    expect(Object.keys(counts(first)).sort()).toEqual(["inner", "innerBatched", "outerBatched"]);
    expect(counts(await test.succeed(main))).toEqual({ outerBatched: "0 ran, 1 hits" });
  });

  it("stores nothing when it fails", async () => {
    const main = (): Promise<unknown> => functions.throwing("range");
    const report = await test.run(main);
    expect(report.failures[0]?.error).toBeInstanceOf(RangeError);
    expect((await test.run(main)).failures).toHaveLength(1);
  });

  it("is called by many at once without a call being lost", async () => {
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const report = await test.succeed(() => map(numbers, (n) => functions.outer(n)));
    expect(report.result).toEqual(numbers.map((n) => n + 2));
  });
});

describe("a run that is stopped", () => {
  it("stops the call that is running and those that wait; the threads are used again", async () => {
    const stop = new AbortController();
    const errors: unknown[] = [];
    await functions.quick(0);
    await test.run(
      async () => {
        const calls = [functions.polite(), functions.patient(), functions.quick(1)];
        setTimeout(() => stop.abort(), 20);
        for (const outcome of await Promise.allSettled(calls)) errors.push((outcome as { reason?: unknown }).reason);
      },
      { signal: stop.signal },
    );
    expect(errors.map((error) => CancelledError.isInstance(error))).toEqual([true, true, true]);
    expect(await functions.quick(7)).toBe(7);
    expect(single.threads).toBe(1);
  });

  it("begins nothing more", async () => {
    const stop = new AbortController();
    let error: unknown;
    await test.run(
      async () => {
        stop.abort();
        await functions.quick(1).catch((thrown: unknown) => void (error = thrown));
      },
      { signal: stop.signal },
    );
    expect(CancelledError.isInstance(error)).toBe(true);
  });
});

describe("a timeout around a batched function on a pool", () => {
  it("is not that of the batch, which serves other callers", async () => {
    const report = await test.succeed(() =>
      timeout({ seconds: 30 }, () => Promise.all([functions.batched(1), functions.batched(2)])),
    );
    expect(report.result).toEqual([
      { item: 1, of: 2 },
      { item: 2, of: 2 },
    ]);
  });
});
