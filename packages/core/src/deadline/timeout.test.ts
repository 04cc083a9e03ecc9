import { CocoError } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { CancelledError } from "../errors/cancelled-error.ts";
import { map, mount, useMount } from "../index.ts";
import { runInScope, type Scope } from "../internal/scope.ts";
import { TestApp } from "../testing/test-app.ts";
import { checkDeadline, currentDeadline, runWithDeadline } from "./current-deadline.ts";
import { Deadline } from "./deadline.ts";
import { failureOf } from "./testing/failure-of.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { timeout, timeoutBy } from "./timeout.ts";
import { TimeoutError } from "./timeout-error.ts";
import { withinDeadline } from "./within-deadline.ts";

describe("timeout", () => {
  it("needs a function", async () => {
    await expect(timeout(5, undefined as never)).rejects.toMatchObject({ code: "NOT_A_FUNCTION" });
  });

  it("gives the result of work that is done in time, and leaves no timer", async () => {
    const clock = new ManualClock();
    expect(await timeoutBy(clock, 100, () => "done")).toBe("done");
    expect(await timeoutBy(clock, { seconds: 1 }, async () => 7)).toBe(7);
    expect(clock.pending).toBe(0);
  });

  it("throws a TimeoutError that is a CocoError and says how long was given", async () => {
    const clock = new ManualClock();
    const error: unknown = await timeoutBy(clock, { seconds: 30 }, () => clock.block(30_000)).catch((e: unknown) => e);
    expect(TimeoutError.isInstance(error)).toBe(true);
    expect(error).toBeInstanceOf(CocoError);
    expect(error).toMatchObject({
      name: "TimeoutError",
      code: "TIMEOUT",
      message: "The work was not done within 30 s.",
    });
    expect(clock.pending).toBe(0);
  });

  it("does not accept a result that comes after the deadline", async () => {
    const clock = new ManualClock();
    await expect(timeoutBy(clock, 10, async () => clock.advance(11))).rejects.toThrow(TimeoutError);
  });

  it("lets an error of the work through, also after the deadline", async () => {
    const clock = new ManualClock();
    const late = timeoutBy(clock, 10, () => {
      clock.block(20);
      throw new RangeError("mine");
    });
    await expect(late).rejects.toThrow(RangeError);
    expect(clock.pending).toBe(0);
  });

  it("checks cooperatively: before the deadline nothing is thrown, from it on everything is", async () => {
    const clock = new ManualClock();
    const seen: string[] = [];
    const work = timeoutBy(clock, 100, () => {
      checkDeadline();
      clock.block(99);
      checkDeadline();
      seen.push("99");
      clock.block(1);
      checkDeadline();
      seen.push("100");
    });
    await expect(work).rejects.toThrow(TimeoutError);
    expect(seen).toEqual(["99"]);
  });

  it("nests: the shorter holds, and the outer one again afterwards", async () => {
    const clock = new ManualClock();
    await timeoutBy(clock, 300, async () => {
      const outer = currentDeadline();
      await timeoutBy(clock, 1_800, () => expect(currentDeadline()).toBe(outer));
      await timeoutBy(clock, 10, () => expect(currentDeadline()?.remaining).toBe(10));
      expect(currentDeadline()).toBe(outer);
      const inner = timeoutBy(clock, 10, () => clock.block(10));
      await expect(inner).rejects.toThrow("within 10 ms");
      checkDeadline();
      expect(currentDeadline()?.remaining).toBe(290);
    });
    expect(currentDeadline()).toBeUndefined();
  });

  it("an outer deadline that passed is the one that is named, also when the inner one was longer", async () => {
    const clock = new ManualClock();
    const outer = timeoutBy(clock, 50, () => timeoutBy(clock, 60_000, () => clock.block(50)));
    await expect(outer).rejects.toThrow("within 50 ms");
  });

  it("does not begin work in a deadline that has passed", async () => {
    const clock = new ManualClock();
    let began = false;
    const work = timeoutBy(clock, 5, async () => {
      clock.block(5);
      await timeoutBy(clock, 100, () => {
        began = true;
      });
    });
    await expect(work).rejects.toThrow(TimeoutError);
    expect(began).toBe(false);
  });

  it("siblings have deadlines of their own", async () => {
    const clock = new ManualClock();
    const item = (milliseconds: number) =>
      timeoutBy(clock, milliseconds, async () => {
        const mine = currentDeadline()?.milliseconds;
        await clock.advance(0);
        return [mine, currentDeadline()?.milliseconds];
      });
    expect(await Promise.all([item(10), item(20), item(30)])).toEqual([
      [10, 10],
      [20, 20],
      [30, 30],
    ]);
  });

  it("hands out a signal that is aborted with the TimeoutError when the time has passed", async () => {
    const clock = new ManualClock();
    const work = timeoutBy(
      clock,
      100,
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    const outcome = failureOf(work);
    await clock.advance(100);
    expect(await outcome).toBeInstanceOf(TimeoutError);
    expect(clock.pending).toBe(0);
  });

  it("says TimeoutError where a library answers the signal with its own AbortError", async () => {
    const clock = new ManualClock();
    const work = timeoutBy(
      clock,
      100,
      (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
        ),
    );
    const outcome = failureOf(work);
    await clock.advance(100);
    expect(await outcome).toBeInstanceOf(TimeoutError);
  });

  it("does not abort the signal of work that was done in time", async () => {
    const clock = new ManualClock();
    let given: AbortSignal | undefined;
    await timeoutBy(clock, 100, (signal) => void (given = signal));
    await clock.advance(1_000);
    expect(given?.aborted).toBe(false);
  });

  const wrong: readonly unknown[] = [
    Number.NaN,
    -1,
    Number.POSITIVE_INFINITY,
    "5",
    null,
    undefined,
    {},
    { fortnights: 1 },
    { seconds: "3" },
    [],
    { toString: 1 },
  ];
  it.each(wrong.map((duration) => ({ duration })))("refuses $duration as a duration", async ({ duration }) => {
    await expect(timeout(duration as number, () => 1)).rejects.toMatchObject({ code: "DURATION" });
  });

  it("adds units up, and takes spans that no timer can", async () => {
    expect(
      await timeout({ hours: 1_000, minutes: 1, seconds: 1, milliseconds: 1 }, () => currentDeadline()?.milliseconds),
    ).toBe(3_600_061_001);
    let fired = false;
    const cancel = new Deadline(2 ** 40).onPassed(() => {
      fired = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    cancel();
    expect(fired).toBe(false);
  });

  it("stops a wait for somebody else's work, which goes on", async () => {
    const clock = new ManualClock();
    const other = Promise.withResolvers<string>();
    const waiting = timeoutBy(clock, 100, () => withinDeadline(other.promise));
    const outcome = failureOf(waiting);
    await clock.advance(100);
    expect(await outcome).toBeInstanceOf(TimeoutError);
    other.resolve("done");
    expect(await other.promise).toBe("done");
    expect(clock.pending).toBe(0);
  });

  it("refuses somebody else's work that came after the deadline", async () => {
    const clock = new ManualClock();
    const work = timeoutBy(clock, 10, async () => {
      const other = Promise.resolve("late");
      clock.block(10);
      return withinDeadline(other);
    });
    await expect(work).rejects.toThrow(TimeoutError);
  });
});

describe("timeout inside a run", () => {
  const inApp = async (main: () => unknown, signal?: AbortSignal): Promise<readonly unknown[]> => {
    const test = new TestApp();
    try {
      const report = await test.run(main, signal === undefined ? {} : { signal });
      return report.failures.map(({ error }) => error);
    } finally {
      test.dispose();
    }
  };

  it("holds for calls and map, not for background children, and names the component", async () => {
    const clock = new ManualClock();
    const seen: Record<string, unknown> = {};
    const failures = await inApp(async () => {
      await timeoutBy(clock, 1_000, async () => {
        await map([1, 2], (item) => void (seen[`map ${item}`] = currentDeadline()?.milliseconds));
        const handle = await mount(function background() {
          seen["mount"] = currentDeadline();
        });
        await handle.ready();
        seen["caller"] = currentDeadline()?.milliseconds;
      });
      await useMount(function child() {
        return timeoutBy(clock, 10, () => clock.block(10));
      }).catch((error: unknown) => void (seen["error"] = error));
    });
    expect(failures).toEqual([]);
    expect(seen).toMatchObject({ "map 1": 1_000, "map 2": 1_000, mount: undefined, caller: 1_000 });
    expect(String(seen["error"])).toMatch(/TimeoutError: .*child.* was not done within 10 ms/);
  });

  it("writes and stores nothing of a component that ran out of time", async () => {
    const clock = new ManualClock();
    const failures = await inApp(() => timeoutBy(clock, 10, () => clock.block(10)));
    expect(failures).toEqual([expect.any(TimeoutError)]);
  });

  it("work that several callers share, with a scope of its own, has no deadline", async () => {
    const clock = new ManualClock();
    await runWithDeadline(new Deadline(1_000, clock), () => {
      expect(currentDeadline()?.milliseconds).toBe(1_000);
      runInScope({ component: undefined } as unknown as Scope, () => expect(currentDeadline()).toBeUndefined());
    });
  });

  it("aborts the signal of the work when the run is stopped", async () => {
    const stop = new AbortController();
    let reason: unknown;
    await inApp(
      () =>
        timeout({ hours: 1 }, (signal) => {
          signal.addEventListener("abort", () => {
            reason = signal.reason;
          });
          stop.abort();
        }),
      stop.signal,
    );
    expect(CancelledError.isInstance(reason)).toBe(true);
  });
});
