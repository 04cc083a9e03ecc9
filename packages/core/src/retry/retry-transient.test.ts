import { describe, expect, it } from "vitest";
import { CancelledError } from "../errors/cancelled-error.ts";
import { currentDeadline } from "../deadline/current-deadline.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../deadline/timeout.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";
import { TestApp } from "../testing/test-app.ts";
import { Backoff } from "./backoff.ts";
import { type RetryOptions, retryTransient } from "./retry-transient.ts";
import { isTransientError } from "./transient-error.ts";

const busy = (): Error => Object.assign(new Error("busy"), { status: 429 });

/** Runs to the end on a clock that is moved as far as needed; gives the moments of the attempts. */
async function attemptsOf(
  outcomes: readonly ("busy" | "fatal" | "ok")[],
  options: RetryOptions,
  around: (clock: ManualClock, f: () => Promise<unknown>) => Promise<unknown> = (_clock, f) => f(),
): Promise<{ at: number[]; result?: unknown; error?: unknown; pending: number }> {
  const clock = new ManualClock();
  const start = clock.now();
  const at: number[] = [];
  const outcome = around(clock, () =>
    retryTransient(
      () => {
        at.push(clock.now() - start);
        const next = outcomes[at.length - 1] ?? "busy";
        if (next === "busy") throw busy();
        if (next === "fatal") throw new RangeError("fatal");
        return "ok";
      },
      { random: () => 0, ...options, clock },
    ),
  ).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  await clock.advance(10_000_000);
  return { at, ...(await outcome), pending: clock.pending };
}

describe("retryTransient", () => {
  it("needs a function", async () => {
    await expect(retryTransient(undefined as never)).rejects.toMatchObject({ code: "NOT_A_FUNCTION" });
  });

  it("tries again with growing pauses until it succeeds", async () => {
    expect(await attemptsOf(["busy", "busy", "busy", "ok"], {})).toEqual({
      at: [0, 500, 1_500, 3_500],
      result: "ok",
      pending: 0,
    });
  });

  it("is bounded by default: five attempts, then the last error itself", async () => {
    const { at, error } = await attemptsOf([], {});
    expect(at).toEqual([0, 500, 1_500, 3_500, 7_500]);
    expect(error).toMatchObject({ message: "busy", status: 429 });
  });

  it("throws the last error after `attempts`, and with 1 never tries again", async () => {
    expect((await attemptsOf([], { attempts: 2 })).at).toEqual([0, 500]);
    expect((await attemptsOf([], { attempts: 1 })).at).toEqual([0]);
  });

  it("caps each pause, and follows the pause that an error asks for", async () => {
    expect(
      (await attemptsOf(["busy", "busy", "busy", "ok"], { initialDelay: 100, factor: 10, maxDelay: 200 })).at,
    ).toEqual([0, 100, 300, 500]);
    expect((await attemptsOf(["busy", "ok"], { delayFor: () => ({ seconds: 7 }) })).at).toEqual([0, 7_000]);
    expect((await attemptsOf(["busy", "ok"], { delayFor: () => undefined })).at).toEqual([0, 500]);
  });

  it("does not try again after an error that is not transient", async () => {
    const { at, error } = await attemptsOf(["busy", "fatal"], {});
    expect(at).toEqual([0, 500]);
    expect(error).toBeInstanceOf(RangeError);
    expect((await attemptsOf(["fatal", "ok"], { isTransient: () => true })).result).toBe("ok");
    expect((await attemptsOf(["busy", "ok"], { isTransient: () => false })).at).toEqual([0]);
  });

  it("starts no attempt past its own timeout and says TimeoutError with the last error as cause", async () => {
    const { at, error, pending } = await attemptsOf([], { attempts: Number.POSITIVE_INFINITY, timeout: 3_000 });
    expect(at).toEqual([0, 500, 1_500]);
    expect(TimeoutError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ cause: { message: "busy" } });
    expect(pending).toBe(0);
  });

  it("keeps to the shorter of its own timeout and the one around it", async () => {
    const inside = (outer: number) =>
      attemptsOf([], { attempts: 20, timeout: 3_000 }, (clock, f) => timeoutBy(clock, outer, f));
    expect((await inside(1_000)).at).toEqual([0, 500]);
    expect((await inside(60_000)).at).toEqual([0, 500, 1_500]);
    expect(TimeoutError.isInstance((await inside(1_000)).error)).toBe(true);
  });

  it("never makes fewer attempts when there is more time", async () => {
    let before = 0;
    for (const time of [1, 400, 500, 501, 1_500, 1_501, 4_000, 7_000, 100_000]) {
      const { at } = await attemptsOf([], { attempts: 5, timeout: time });
      expect(at.length).toBeGreaterThanOrEqual(before);
      before = at.length;
    }
    expect(before).toBe((await attemptsOf([], { attempts: 5 })).at.length);
  });

  it("cuts an attempt off at the deadline, aborts its signal, and drops what it comes to", async () => {
    const clock = new ManualClock();
    const late = Promise.withResolvers<string>();
    let aborted: unknown;
    const call = retryTransient(
      ({ signal }) => {
        signal.addEventListener("abort", () => {
          aborted = signal.reason;
        });
        return late.promise;
      },
      { timeout: 100, clock },
    );
    const outcome = failureOf(call);
    await clock.advance(100);
    expect(await outcome).toBeInstanceOf(TimeoutError);
    expect(TimeoutError.isInstance(aborted)).toBe(true);
    late.reject(new Error("dropped, and no unhandled rejection"));
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it("an attempt that is cut off at the deadline leaves the error before it as the cause, and says what was tried", async () => {
    const test = new TestApp();
    const clock = new ManualClock();
    let error: unknown;
    await test.run(async () => {
      const call = retryTransient(
        ({ number }) => (number === 1 ? Promise.reject(busy()) : new Promise(() => void clock.advance(1_000))),
        { timeout: 1_000, random: () => 0, clock },
      );
      const outcome = failureOf(call);
      await clock.advance(500);
      error = await outcome;
    });
    test.dispose();
    expect(error).toMatchObject({
      name: "TimeoutError",
      message: "retryTransient in / was not done within 1 s.",
      cause: { message: "busy", status: 429 },
    });
  });

  it("accepts no result past the deadline", async () => {
    const clock = new ManualClock();
    const call = retryTransient(() => (clock.block(100), "late"), { timeout: 100, clock });
    await expect(call).rejects.toThrow(TimeoutError);
  });

  it("a timeout error of the function's own, before the deadline, is the function's", async () => {
    const clock = new ManualClock();
    const own = new TimeoutError("mine", { code: "TIMEOUT" });
    const call = retryTransient(() => Promise.reject(own), { timeout: 100, clock });
    await expect(call).rejects.toBe(own);
  });

  it("its timeout is the deadline of what it calls", async () => {
    const clock = new ManualClock();
    expect(await retryTransient(() => currentDeadline()?.milliseconds, { timeout: 100, clock })).toBe(100);
  });

  it("ends with the reason of the caller's signal, also during a pause", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    let attempts = 0;
    const call = retryTransient(() => (attempts++, Promise.reject(busy())), { signal: controller.signal, clock });
    const outcome = failureOf(call);
    await clock.advance(10);
    controller.abort("enough");
    expect(await outcome).toBe("enough");
    expect(attempts).toBe(1);
    expect(clock.pending).toBe(0);
    await expect(retryTransient(() => attempts++, { signal: controller.signal, clock })).rejects.toBe("enough");
    expect(attempts).toBe(1);
  });

  it("stops with the run", async () => {
    const test = new TestApp();
    const stop = new AbortController();
    let error: unknown;
    await test.run(
      async () => {
        const call = retryTransient(
          () => {
            setImmediate(() => stop.abort());
            throw busy();
          },
          { initialDelay: { hours: 1 }, maxDelay: { hours: 1 } },
        );
        await call.catch((thrown: unknown) => void (error = thrown));
      },
      { signal: stop.signal },
    );
    test.dispose();
    expect(CancelledError.isInstance(error)).toBe(true);
  });

  it.each([
    { attempts: 0 },
    { attempts: 1.5 },
    { attempts: Number.NaN },
    { factor: 0.5 },
    { factor: Number.NaN },
    { jitter: 1.1 },
    { jitter: -1 },
  ])("refuses %j", async (options) => {
    await expect(retryTransient(() => 1, options)).rejects.toMatchObject({ code: "RETRY_OPTIONS" });
  });
  it.each([{ initialDelay: -1 }, { maxDelay: Number.NaN }, { timeout: Number.NaN }])(
    "refuses the duration in %j",
    async (options) => {
      await expect(retryTransient(() => 1, options)).rejects.toMatchObject({ code: "DURATION" });
    },
  );
});

describe("a pause", () => {
  it("is shortened by chance, never lengthened, and never overflows", () => {
    expect([1, 2, 3].map((n) => new Backoff({}, () => 0.999_999).delayAfter(n)).map(Math.round)).toEqual([
      250, 500, 1_000,
    ]);
    expect(new Backoff({ jitter: 0 }, () => 0.9).delayAfter(2)).toBe(1_000);
    expect(new Backoff({}, () => 0).delayAfter(100_000)).toBe(30_000);
  });
});

describe("an error is transient", () => {
  it("when it says so, when a connection broke, when a server is busy, also as a cause", () => {
    expect(isTransientError({ isRetryable: true })).toBe(true);
    expect(isTransientError(Object.assign(new Error("x"), { code: "ECONNRESET" }))).toBe(true);
    expect(
      isTransientError(
        new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "UND_ERR_SOCKET" }) }),
      ),
    ).toBe(true);
    for (const status of [408, 429, 500, 503, 529]) expect(isTransientError({ status })).toBe(true);
    expect(isTransientError({ statusCode: "503" })).toBe(true);
    expect(isTransientError({ response: { status: 502 } })).toBe(true);
  });

  it("not when it says no, is the user's, or is no error at all", () => {
    expect(isTransientError({ isRetryable: false, status: 503 })).toBe(false);
    expect(isTransientError(new DOMException("x", "AbortError"))).toBe(false);
    expect(isTransientError(new TimeoutError("x", { code: "TIMEOUT", cause: busy() }))).toBe(false);
    for (const other of [
      undefined,
      null,
      "503",
      503,
      new Error("x"),
      { status: 400 },
      { status: 401 },
      { response: null },
    ]) {
      expect(isTransientError(other)).toBe(false);
    }
    const cycle = new Error("x");
    cycle.cause = cycle;
    expect(isTransientError(cycle)).toBe(false);
  });
});
