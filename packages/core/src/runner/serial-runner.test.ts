import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { CancelledError } from "../errors/cancelled-error.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../deadline/timeout.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";
import { fn } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { serialRunner } from "./serial-runner.ts";

describe("a serial runner", () => {
  it("runs one body at a time, in order, for all functions that share it", async () => {
    const runner = serialRunner();
    const log: string[] = [];
    const work = (name: string) =>
      fn({ runner, name: `serial/${name}` }, async (n: number) => {
        log.push(`${name}${n} begins`);
        await turn();
        log.push(`${name}${n} ends`);
        return n;
      });
    const [a, b] = [work("a"), work("b")];
    expect(await Promise.all([a(1), b(2), a(3)])).toEqual([1, 2, 3]);
    expect(log).toEqual(["a1 begins", "a1 ends", "b2 begins", "b2 ends", "a3 begins", "a3 ends"]);
  });

  it("lets two runners work side by side", async () => {
    const both = Promise.withResolvers<void>();
    let inside = 0;
    const meet = async (): Promise<void> => {
      inside += 1;
      if (inside === 2) both.resolve();
      await both.promise;
    };
    await Promise.all([
      fn({ runner: serialRunner(), name: "serial/one" }, meet)(),
      fn({ runner: serialRunner(), name: "serial/other" }, meet)(),
    ]);
  });

  it("goes on after a failure, of synchronous bodies too", async () => {
    const runner = serialRunner();
    const half = fn({ runner, name: "serial/half" }, (n: number) => {
      if (n % 2 === 1) throw new RangeError(`${n} is odd`);
      return n / 2;
    });
    const outcomes = await Promise.allSettled([half(1), half(2), half(3), half(4)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  });

  it("does not wait for itself where a body calls another function of it", async () => {
    const runner = serialRunner();
    const inner = fn({ runner, name: "serial/inner" }, async (n: number) => n + 1);
    const outer = fn({ runner, name: "serial/outer" }, async (n: number) => (await inner(n)) + (await inner(n)));
    expect(await Promise.all([outer(1), outer(2)])).toEqual([4, 6]);
  });

  it("does not wait for a batch that waits for its turn", async () => {
    const runner = serialRunner();
    const sizes: number[] = [];
    const batched = fn({ batching: true, runner, name: "serial/batched" }, async (items: number[]) => {
      sizes.push(items.length);
      return items;
    });
    const begun = Promise.withResolvers<void>();
    const holder = fn({ runner, name: "serial/holder" }, async () => {
      begun.resolve();
      await turn();
      await turn();
      return batched(1);
    });
    const held = holder();
    await begun.promise;
    expect(await Promise.all([batched(2), batched(3), held])).toEqual([2, 3, 1]);
    expect(new Set(sizes)).toEqual(new Set([1, 2]));
  });

  it("lets go of who waits when the time is over; the call is never made", async () => {
    const clock = new ManualClock();
    const runner = serialRunner();
    const open = Promise.withResolvers<void>();
    let calls = 0;
    const work = fn({ runner, name: "serial/work" }, async () => {
      calls += 1;
      await open.promise;
    });
    const first = work();
    const second = timeoutBy(clock, 10, () => work());
    const outcome = failureOf(second);
    await clock.advance(10);
    expect(await outcome).toBeInstanceOf(TimeoutError);
    open.resolve();
    await first;
    await work();
    expect(calls).toBe(2);
  });

  it("lets go of who waits when the run is stopped, and memoizes as ever", async () => {
    const test = new TestApp();
    const runner = serialRunner();
    const stop = new AbortController();
    const never = fn(
      { runner, name: "serial/never" },
      () => new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve())),
    );
    const errors: unknown[] = [];
    await test.run(
      async () => {
        const calls = [never(), never(), never()];
        setImmediate(() => stop.abort());
        for (const outcome of await Promise.allSettled(calls)) errors.push((outcome as { reason?: unknown }).reason);
      },
      { signal: stop.signal },
    );
    expect(errors.map((error) => CancelledError.isInstance(error))).toEqual([false, true, true]);
    const counted: number[] = [];
    const memoized = fn({ memo: true, deps: {}, runner, name: "serial/memoized" }, (n: number) => counted.push(n));
    await test.succeed(() => Promise.all([memoized(1), memoized(1), memoized(2)]));
    await test.succeed(() => Promise.all([memoized(1), memoized(2)]));
    expect(counted).toEqual([1, 2]);
    test.dispose();
  });
});
