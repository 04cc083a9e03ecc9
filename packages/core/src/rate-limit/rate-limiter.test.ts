import { fingerprint } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { CancelledError } from "../errors/cancelled-error.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../deadline/timeout.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";
import { TestApp } from "../testing/test-app.ts";
import { RateLimiter, type RateLimiterOptions } from "./rate-limiter.ts";

/** When each of these requests, all made at once, was let through, in milliseconds. */
async function grants(options: Omit<RateLimiterOptions, "clock">, requests: readonly number[]): Promise<number[]> {
  const clock = new ManualClock();
  const start = clock.now();
  const limiter = new RateLimiter({ ...options, clock });
  const at: number[] = [];
  const all = requests.map(async (tokens, index) => {
    await limiter.acquire(tokens);
    at[index] = Math.round(clock.now() - start);
  });
  await clock.advance(10_000_000);
  await Promise.all(all);
  expect(clock.pending).toBe(0);
  return at;
}

describe("RateLimiter", () => {
  it("needs its rates", () => {
    expect(() => new RateLimiter(undefined as never)).toThrow("needs an object with its rates");
  });

  it("lets one second's worth through at once, then keeps the rate", async () => {
    expect(await grants({ callsPerSecond: 4 }, Array(8).fill(1))).toEqual([0, 0, 0, 0, 250, 500, 750, 1_000]);
    expect(await grants({ callsPerSecond: 4, burst: { seconds: 2 } }, Array(9).fill(1))).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 250,
    ]);
  });

  it("spaces calls evenly without a burst, and where the burst is less than one call", async () => {
    expect(await grants({ callsPerSecond: 2.5, burst: 0 }, [1, 1, 1])).toEqual([0, 400, 800]);
    expect(await grants({ callsPerMinute: 30 }, [1, 1, 1])).toEqual([0, 2_000, 4_000]);
  });

  it("limits tokens, and calls and tokens together, by what is scarcer", async () => {
    expect(await grants({ tokensPerMinute: 60_000, burst: 0 }, [500, 500, 1_000, 1])).toEqual([0, 500, 1_000, 2_000]);
    expect(await grants({ callsPerSecond: 10, tokensPerSecond: 100, burst: 0 }, [1, 1, 50, 1, 1])).toEqual([
      0, 100, 200, 700, 800,
    ]);
  });

  it("does not count tokens where they are not limited, nor wait for none", async () => {
    expect(await grants({ callsPerSecond: 1, burst: 0 }, [1_000_000, 5])).toEqual([0, 1_000]);
    expect(await grants({ tokensPerSecond: 1, burst: 0 }, [1, 0, 0])).toEqual([0, 0, 0]);
  });

  it("lets a call of more than ever gathers through when it has rested, and makes the next pay", async () => {
    expect(await grants({ tokensPerSecond: 10 }, [5, 100, 1])).toEqual([0, 500, 9_600]);
  });

  it("serves in order: a small call does not overtake a large one", async () => {
    const at = await grants({ tokensPerSecond: 10 }, [10, 10, 1, 1]);
    expect(at).toEqual([0, 1_000, 1_100, 1_200]);
  });

  it("gathers no more than the burst while it rests", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ callsPerSecond: 2, clock });
    await clock.advance(3_600_000);
    const start = clock.now();
    const at: number[] = [];
    const all = [1, 2, 3, 4].map(async () => {
      await limiter.acquire();
      at.push(clock.now() - start);
    });
    await clock.advance(5_000);
    await Promise.all(all);
    expect(at).toEqual([0, 0, 500, 1_000]);
  });

  it("keeps to the rate in every window, whatever comes when, with callers that give up", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      let state = seed * 7_919;
      const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
      const clock = new ManualClock();
      const limiter = new RateLimiter({ callsPerSecond: 20, tokensPerSecond: 1_000, burst: 500, clock });
      const granted: { at: number; tokens: number }[] = [];
      const order: number[] = [];
      const all: Promise<unknown>[] = [];
      for (let index = 0; index < 60; index++) {
        const tokens = Math.floor(random() * 200);
        const controller = new AbortController();
        all.push(
          limiter.acquire(tokens, { signal: controller.signal }).then(
            () => (granted.push({ at: clock.now(), tokens }), order.push(index)),
            () => undefined,
          ),
        );
        if (random() < 0.2) controller.abort("gave up");
        if (random() < 0.5) await clock.advance(random() * 100);
      }
      await clock.advance(1_000_000);
      await Promise.all(all);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      for (const [from, first] of granted.entries()) {
        let calls = 0;
        let tokens = 0;
        for (const { at, tokens: taken } of granted.slice(from)) {
          calls += 1;
          tokens += taken;
          const span = at - first.at;
          expect(calls).toBeLessThanOrEqual(20 * (span / 1_000 + 0.5) + 1e-6);
          expect(tokens).toBeLessThanOrEqual(1_000 * (span / 1_000 + 0.5) + 1e-6);
        }
      }
    }
  });

  it("takes nothing for a caller that gave up, and lets the next one go in its place", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ tokensPerSecond: 10, burst: 0, clock });
    await limiter.acquire(10);
    const controller = new AbortController();
    const large = limiter.acquire(1_000, { signal: controller.signal });
    const outcome = failureOf(large);
    let done = false;
    const small = limiter.acquire(1).then(() => (done = true));
    await clock.advance(900);
    controller.abort("enough");
    expect(await outcome).toBe("enough");
    expect(done).toBe(false);
    await clock.advance(100);
    await small;
    await limiter.acquire(0);
    await expect(limiter.acquire(1, { signal: controller.signal })).rejects.toBe("enough");
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });

  it("waits no longer than the current deadline", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ callsPerSecond: 1, burst: 0, clock });
    await limiter.acquire();
    const call = timeoutBy(clock, 500, () => limiter.acquire());
    const outcome = failureOf(call);
    await clock.advance(499);
    expect(clock.pending).toBeGreaterThan(0);
    await clock.advance(1);
    expect(await outcome).toBeInstanceOf(TimeoutError);
    expect(clock.pending).toBe(0);
    await clock.advance(500);
    await limiter.acquire();
  });

  it("stops waiting when the run stops", async () => {
    const test = new TestApp();
    const clock = new ManualClock();
    const limiter = new RateLimiter({ callsPerMinute: 1, burst: 0, clock });
    await limiter.acquire();
    const stop = new AbortController();
    let error: unknown;
    await test.run(
      async () => {
        setImmediate(() => stop.abort());
        await limiter.acquire().catch((thrown: unknown) => void (error = thrown));
      },
      { signal: stop.signal },
    );
    test.dispose();
    expect(CancelledError.isInstance(error)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("keeps two limiters apart, with the same settings too", async () => {
    const clock = new ManualClock();
    const [a, b] = [new RateLimiter({ callsPerSecond: 1, clock }), new RateLimiter({ callsPerSecond: 1, clock })];
    await a.acquire();
    await b.acquire();
  });

  it("works on the machine's clock", async () => {
    const limiter = new RateLimiter({ callsPerSecond: 1_000, burst: 0 });
    const start = performance.now();
    await Promise.all(Array.from({ length: 21 }, () => limiter.acquire()));
    expect(performance.now() - start).toBeGreaterThanOrEqual(19.9);
  });

  it.each([
    {},
    { callsPerSecond: 0 },
    { callsPerSecond: -1 },
    { callsPerMinute: Number.NaN },
    { callsPerSecond: Number.POSITIVE_INFINITY },
    { tokensPerMinute: "60" },
    { callsPerSecond: 1, callsPerMinute: 60 },
    { callPerSecond: 1 },
  ])("refuses %j", (options) => {
    expect(() => new RateLimiter(options as RateLimiterOptions)).toThrow(
      expect.objectContaining({ code: "RATE_LIMIT" }),
    );
  });

  it("refuses tokens that are no amount", async () => {
    const limiter = new RateLimiter({ tokensPerSecond: 1 });
    for (const tokens of [-1, Number.NaN, Number.POSITIVE_INFINITY, "3" as unknown as number]) {
      await expect(limiter.acquire(tokens)).rejects.toMatchObject({ code: "RATE_LIMIT" });
    }
  });

  it("does not count as an argument of a memoized function", () => {
    const [a, b] = [new RateLimiter({ callsPerSecond: 1 }), new RateLimiter({ callsPerMinute: 2 })];
    expect(fingerprint(["text", a])).toEqual(fingerprint(["text", b]));
  });
});
