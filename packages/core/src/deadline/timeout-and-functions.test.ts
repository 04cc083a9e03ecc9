import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCancelled, fn, map } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { currentDeadline } from "./current-deadline.ts";
import { failureOf } from "./testing/failure-of.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { timeoutBy } from "./timeout.ts";
import { TimeoutError } from "./timeout-error.ts";

let test: TestApp;
let clock: ManualClock;
beforeEach(() => {
  test = new TestApp();
  clock = new ManualClock();
});
afterEach(() => test.dispose());

describe("a wrapped function in a timeout", () => {
  it("is not begun after the deadline, inside a run and outside", async () => {
    let ran = 0;
    const work = fn({ name: "deadline/not-begun" }, () => (ran += 1));
    const main = (): Promise<unknown> =>
      timeoutBy(clock, 10, () => {
        clock.block(10);
        return work();
      });
    expect((await test.run(main)).failures.map(({ error }) => error)).toEqual([expect.any(TimeoutError)]);
    expect(await failureOf(main())).toBeInstanceOf(TimeoutError);
    expect(ran).toBe(0);
  });

  it("gives no result after the deadline, whether it is synchronous or not, and stays what it is", async () => {
    const late = fn({ name: "deadline/late" }, () => clock.block(10));
    const lateAsync = fn({ name: "deadline/late-async" }, async () => clock.block(10));
    const seen: unknown[] = [];
    await timeoutBy(clock, 10, () => {
      try {
        late();
      } catch (error) {
        seen.push(error);
      }
    }).catch(() => undefined);
    await timeoutBy(clock, 10, async () => seen.push(await failureOf(lateAsync()))).catch(() => undefined);
    expect(seen).toEqual([expect.any(TimeoutError), expect.any(TimeoutError)]);
    const soon = fn({ name: "deadline/soon" }, () => 1);
    await timeoutBy(clock, 10, () => expect(soon()).toBe(1));
  });

  it("inherits it when it is called, memoized or not; a timeout is not kept", async () => {
    let slow = true;
    const work = fn({ memo: true, deps: {}, name: "deadline/memoized" }, async () => {
      if (slow) clock.block(10);
      checkCancelled();
      return currentDeadline()?.milliseconds;
    });
    const main = (): Promise<unknown> => timeoutBy(clock, 10, () => work());
    expect((await test.run(main)).failures.map(({ error }) => error)).toEqual([expect.any(TimeoutError)]);
    slow = false;
    expect((await test.succeed(main)).result).toBe(10);
  });

  it("does not inherit it in a batch, nor when all components share the result; the caller's holds as ever", async () => {
    const batched = fn({ batching: true, name: "deadline/batched" }, async (items: number[]) => {
      clock.block(5);
      return items.map(() => currentDeadline()?.milliseconds);
    });
    const shared = fn({ memo: "app", deps: {}, name: "deadline/shared" }, async () => currentDeadline()?.milliseconds);
    await test.succeed(async () => {
      expect(await timeoutBy(clock, 20, () => batched(1))).toBeUndefined();
      expect(await timeoutBy(clock, 20, () => shared())).toBeUndefined();
      expect(await failureOf(timeoutBy(clock, 5, () => batched(1)))).toBeInstanceOf(TimeoutError);
    });
  });

  it("may set one of its own in a batch", async () => {
    const batched = fn({ batching: true, name: "deadline/own" }, (items: number[]) =>
      timeoutBy(clock, 5, () => {
        clock.block(5);
        return items;
      }),
    );
    await test.succeed(async () => expect(await failureOf(batched(1))).toBeInstanceOf(TimeoutError));
  });

  it("in map: what was begun is finished, what comes late fails, the first of the items is thrown", async () => {
    const done: number[] = [];
    const error = await failureOf(
      test.succeed(() =>
        timeoutBy(clock, 10, () =>
          map([1, 2, 3], async (item) => {
            if (item === 1) clock.block(10);
            await Promise.resolve();
            done.push(item);
            if (item === 2) throw new RangeError("2");
            return new Error("a result");
          }),
        ),
      ),
    );
    expect(error).toBeInstanceOf(TimeoutError);
    expect(done).toEqual([1]);
    const late = await failureOf(
      test.succeed(() =>
        timeoutBy(clock, 10, () =>
          map([1, 2], async (item) => {
            await Promise.resolve();
            done.push(item * 10);
            if (item === 2) clock.block(10);
          }),
        ),
      ),
    );
    expect(late).toBeInstanceOf(TimeoutError);
    expect(done).toEqual([1, 10, 20]);
    const results = await test.succeed(() => map([1], () => new RangeError("a result")));
    expect(results.result).toEqual([expect.any(RangeError)]);
  });

  it("stops a long loop that asks", async () => {
    let rounds = 0;
    const loop = timeoutBy(clock, 100, () => {
      while (rounds < 1_000) {
        clock.block(1);
        rounds += 1;
        checkCancelled();
      }
    });
    expect(await failureOf(loop)).toBeInstanceOf(TimeoutError);
    expect(rounds).toBe(100);
  });
});
