import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentDeadline } from "../deadline/current-deadline.ts";
import { Deadline } from "../deadline/deadline.ts";
import { SharedDeadline } from "../deadline/shared-deadline.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../deadline/timeout.ts";
import { checkCancelled, mount, subpath, TimeoutError } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let clock: ManualClock;
let gate: PromiseWithResolvers<void>;
let ran: number;
beforeEach(() => {
  test = new TestApp();
  clock = new ManualClock();
  gate = Promise.withResolvers<void>();
  ran = 0;
});
afterEach(() => test.dispose());

const within = (milliseconds: number, f: () => Promise<unknown>): Promise<unknown> =>
  timeoutBy(clock, milliseconds, f).catch((error: unknown) => error);

describe("a memoized call that several wait for (M5)", () => {
  const slow = (name: string, memo: true | "app" = true) =>
    wrap(name, { memo }, async () => {
      ran += 1;
      await gate.promise;
      checkCancelled();
      return "done";
    });

  it("is not ended by the time of the one who came first, who stops waiting alone", async () => {
    const work = slow("memo-deadlines/first");
    await test.succeed(async () => {
      const first = within(10, () => work());
      const second = work();
      await clock.advance(10);
      expect(await first).toBeInstanceOf(TimeoutError);
      gate.resolve();
      expect(await second).toBe("done");
    });
    expect(ran).toBe(1);
    await test.succeed(async () => expect(await work()).toBe("done"));
    expect(ran).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it("is not ended by the time of one who came later, who stops waiting alone", async () => {
    const work = slow("memo-deadlines/later");
    await test.succeed(async () => {
      const first = work();
      const second = within(10, () => work());
      await clock.advance(10);
      expect(await second).toBeInstanceOf(TimeoutError);
      gate.resolve();
      expect(await first).toBe("done");
    });
    expect(ran).toBe(1);
  });

  it("has the time of whoever has most, and ends with it", async () => {
    const seen: unknown[] = [];
    const work = wrap("memo-deadlines/most", { memo: true }, async () => {
      seen.push(currentDeadline()?.remaining);
      await Promise.resolve();
      seen.push(currentDeadline()?.remaining);
      await gate.promise;
      checkCancelled();
    });
    await test.succeed(async () => {
      const all = [10, 30, 20].map((milliseconds) => within(milliseconds, () => work()));
      await clock.advance(20);
      expect([await all[0], await all[2]]).toEqual([expect.any(TimeoutError), expect.any(TimeoutError)]);
      await clock.advance(10);
      gate.resolve();
      expect(String(await all[1])).toContain("within 30 ms");
    });
    expect(seen).toEqual([10, 30]);
    expect(clock.pending).toBe(0);
  });

  it("keeps a timeout of its own within that of whoever has most", async () => {
    const seen: unknown[] = [];
    const work = wrap("memo-deadlines/narrow", { memo: true }, () =>
      timeoutBy(clock, 15, async () => {
        await Promise.resolve();
        seen.push(currentDeadline()?.remaining);
      }),
    );
    await test.succeed(async () => {
      await Promise.all([within(10, () => work()), within(30, () => work())]);
    });
    expect(seen).toEqual([15]);
  });

  it("goes on for the others when its caller is out of time, also with memo: app, across components", async () => {
    const work = slow("memo-deadlines/app", "app");
    const ended: string[] = [];
    await test.succeed(async () => {
      const one = await mount(subpath("one"), async () => {
        expect(await within(10, () => work())).toBeInstanceOf(TimeoutError);
        ended.push("stopped waiting");
      });
      const other = await mount(subpath("other"), async () => {
        expect(await work()).toBe("done");
      });
      await clock.advance(10);
      expect(ended).toEqual(["stopped waiting"]);
      gate.resolve();
      await Promise.all([one.ready(), other.ready()]);
    });
    expect(ran).toBe(1);
  });

  it("that nobody waits for any more is waited for by the component that called it", async () => {
    const order: string[] = [];
    const work = wrap("memo-deadlines/left", { memo: "app" }, async () => {
      await gate.promise;
      order.push("work");
    });
    await test.succeed(async () => {
      const handle = await mount(subpath("one"), async () => {
        await within(10, () => work());
        setImmediate(() => gate.resolve());
      });
      await clock.advance(10);
      await handle.ready();
      order.push("component");
    });
    expect(order).toEqual(["work", "component"]);
  });

  it("that fails fails for all of them with its own error", async () => {
    const work = wrap("memo-deadlines/fails", { memo: true }, async () => {
      await gate.promise;
      throw new RangeError("mine");
    });
    await test.succeed(async () => {
      const both = [within(10, () => work()), failureOf(work())];
      await clock.advance(5);
      gate.resolve();
      expect((await Promise.all(both)).map(String)).toEqual(["RangeError: mine", "RangeError: mine"]);
    });
  });
});

describe("a shared deadline", () => {
  it("moves back only, to never where somebody has all the time", () => {
    const shared = new SharedDeadline(new Deadline(20, clock));
    shared.extend(new Deadline(10, clock));
    expect([shared.remaining, shared.milliseconds]).toEqual([20, 20]);
    shared.extend(new Deadline(30, clock));
    clock.block(25);
    expect([shared.remaining, shared.passed]).toEqual([5, false]);
    shared.extend(undefined);
    clock.block(1_000);
    expect(shared.passed).toBe(false);
    shared.extend(new Deadline(1, clock));
    expect(shared.remaining).toBe(Number.POSITIVE_INFINITY);
  });

  it("calls when it passes, not when it would have before it moved, and not at all when it never does", async () => {
    const called: string[] = [];
    const shared = new SharedDeadline(new Deadline(10, clock));
    shared.onPassed(() => called.push("first"));
    const stop = shared.onPassed(() => called.push("stopped"));
    shared.extend(new Deadline(20, clock));
    await clock.advance(15);
    expect(called).toEqual([]);
    stop();
    await clock.advance(5);
    expect(called).toEqual(["first"]);
    const never = new SharedDeadline(new Deadline(10, clock));
    never.onPassed(() => called.push("never"));
    never.extend(undefined);
    await clock.advance(1_000);
    expect(called).toEqual(["first"]);
    expect(clock.pending).toBe(0);
  });

  it("with a shorter one inside passes with whichever passes first, wherever it has moved to", () => {
    const shared = new SharedDeadline(new Deadline(10, clock));
    const inner = new Deadline(15, clock).sooner(shared);
    const innermost = new Deadline(100, clock).sooner(inner);
    expect([inner.remaining, innermost.remaining, inner.milliseconds]).toEqual([10, 10, 10]);
    shared.extend(new Deadline(40, clock));
    expect([inner.remaining, innermost.remaining, inner.milliseconds]).toEqual([15, 15, 15]);
    clock.block(15);
    expect([shared.passed, inner.passed, innermost.passed]).toEqual([false, true, true]);
  });
});
