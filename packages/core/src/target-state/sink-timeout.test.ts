import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sinkTimeoutOf } from "../app/sink-timeout.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import {
  absent,
  type App,
  app,
  declareTargetState,
  environment,
  mount,
  mountEach,
  registerRootTargets,
  type Sink,
  type SinkContext,
  subpath,
  type TargetProvider,
  type UpdateOptions,
} from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { SinkCalls } from "./sink-calls.ts";
import { SinkTimeoutError } from "./sink-timeout-error.ts";

const PATIENCE = 20;

/** Rows that are written by `apply`, whatever a test wants it to be. */
class SlowTarget {
  readonly batches: string[][] = [];
  readonly signals: AbortSignal[] = [];
  inside = 0;
  most = 0;
  apply: (rows: readonly string[], context: SinkContext) => Promise<unknown> = async () => undefined;
  readonly provider: TargetProvider<string>;
  readonly sink: Sink<string>;

  constructor(name: string) {
    this.sink = {
      name: "slow rows",
      apply: async (rows, context) => {
        this.batches.push([...rows]);
        this.signals.push(context.signal);
        this.inside += 1;
        this.most = Math.max(this.most, this.inside);
        try {
          await this.apply(rows, context);
        } finally {
          this.inside -= 1;
        }
      },
    };
    this.provider = registerRootTargets(`test.slow.${name}`, {
      reconcile: (key, desired, previous) => {
        const { mayBeMissing, possible } = previous;
        if (desired !== absent && !mayBeMissing && possible.length === 1 && possible[0] === desired) return undefined;
        return {
          tracking: desired,
          action: { sink: this.sink, payload: `${String(key)}=${desired === absent ? "gone" : desired}` },
        };
      },
    });
  }

  declare(key: string, value: string): void {
    declareTargetState(this.provider.state(key, value));
  }
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

const update = (main: () => unknown, sinkTimeout = PATIENCE, signal?: AbortSignal) =>
  test.define(main).update({ failures: "report", sinkTimeout, logFailures: false, ...(signal && { signal }) });

describe("sinkTimeout (R4)", () => {
  it("aborts the signal of a call that takes longer, and writes again what the call gave up", async () => {
    const target = new SlowTarget("gives-up");
    target.apply = async (_rows, { signal }) => {
      if (target.batches.length === 1) await untilAborted(signal);
    };
    const report = await update(() => target.declare("row", "1"));
    expect(report.failures).toEqual([]);
    expect(target.batches).toEqual([["row=1"], ["row=1"]]);
    expect(target.signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it("fails the whole batch, without taking it apart, with an error that names the setting; the next run writes it", async () => {
    const target = new SlowTarget("fails");
    let slow = true;
    target.apply = async (_rows, { signal }) => {
      if (slow) await untilAborted(signal);
    };
    const main = async (): Promise<void> => {
      await mountEach(subpath("rows"), new Map(["a", "b"].map((key) => [key, key])), (key: string) =>
        target.declare(key, "1"),
      );
    };
    const report = await update(main);
    expect(report.failures.map(({ path }) => path)).toEqual(["rows/a", "rows/b"]);
    for (const { error } of report.failures) {
      expect(error).toBeInstanceOf(SinkTimeoutError);
      expect(error).toMatchObject({ code: "SINK_TIMEOUT", isRetryable: true });
      expect((error as Error).message).toBe("slow rows: 2 actions were not written within 20 ms, the sinkTimeout.");
      expect((error as SinkTimeoutError).hint).toContain("sinkTimeout");
    }
    expect(target.batches).toEqual([
      ["a=1", "b=1"],
      ["a=1", "b=1"], // one more time, and no more
    ]);
    slow = false;
    expect((await update(main)).failures).toEqual([]);
  });

  it("never calls a sink while a call goes on that did not give up: the run ends without it", async () => {
    const target = new SlowTarget("stuck");
    const gate = Promise.withResolvers<void>();
    target.apply = () => gate.promise;
    const main = async (): Promise<void> => {
      await (await mount(subpath("first"), () => target.declare("first", "1"))).ready();
      await (await mount(subpath("second"), () => target.declare("second", "1"))).ready();
    };
    const report = await update(main);
    expect(report.failures.map(({ path }) => path)).toEqual(["first", "second"]);
    expect(String(report.failures[1]?.error)).toContain("still busy");
    expect(target.batches).toHaveLength(1);
    gate.resolve();
    expect((await update(main)).failures).toEqual([]);
    expect([target.most, target.inside]).toEqual([1, 0]);
    expect(target.batches.slice(1).flat().sort()).toEqual(["first=1", "second=1"]);
  });

  it("lets upkeep take longer, and says so; it is aborted when the run is stopped", async () => {
    const target = new SlowTarget("upkeep");
    const stop = new AbortController();
    target.sink.settle = async ({ signal }) => {
      const aborted = untilAborted(signal).catch(() => undefined);
      for (const log = test.log; !log.join().includes("upkeep"); )
        await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
      await aborted;
    };
    await update(() => target.declare("row", "1"), PATIENCE, stop.signal);
    expect(test.log).toEqual(["slow rows: upkeep has taken 20 ms so far (the sinkTimeout), and goes on."]);
  });

  it("is a setting of the update, else of the app, else of the environment, else five minutes", async () => {
    const target = new SlowTarget("settings");
    target.apply = (_rows, { signal }) => untilAborted(signal);
    const define = (inEnvironment: number, inApp?: number) =>
      app(
        {
          name: "Settings",
          environment: environment({ name: "settings", storePath: test.storePath, sinkTimeout: inEnvironment }),
          ...(inApp === undefined ? {} : { sinkTimeout: inApp }),
        },
        () => target.declare("row", "1"),
      );
    const failure = async (made: App<object, unknown>, options: UpdateOptions = {}): Promise<string> =>
      String((await made.update({ ...options, failures: "report", logFailures: false })).failures[0]?.error);
    expect(await failure(define(9))).toContain("within 9 ms");
    expect(await failure(define(60_000, 8))).toContain("within 8 ms");
    expect(await failure(define(60_000, 60_000), { sinkTimeout: 7 })).toContain("within 7 ms");
    expect(
      sinkTimeoutOf(
        test.define(() => undefined),
        undefined,
      ),
    ).toBe(300_000);
  });

  it.each([0, -1, Number.NaN, "5"])("refuses %s where it is given", (sinkTimeout) => {
    expect(() => test.define(() => undefined).update({ sinkTimeout: sinkTimeout as number })).toThrow(/sinkTimeout/);
    expect(() => environment({ name: "wrong", sinkTimeout: sinkTimeout as number })).toThrow(/sinkTimeout/);
    expect(() => app({ name: "Wrong", sinkTimeout: sinkTimeout as number }, () => undefined)).toThrow(/sinkTimeout/);
  });
});

describe("the signal of a sink (R4)", () => {
  it("is not aborted when the run is stopped: a batch in progress is finished", async () => {
    const target = new SlowTarget("stopped");
    const stop = new AbortController();
    let aborted: boolean | undefined;
    target.apply = async (_rows, { signal }) => {
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      aborted = signal.aborted;
    };
    await test.define(() => target.declare("row", "1")).update({ failures: "report", signal: stop.signal });
    expect(aborted).toBe(false);
  });
});

describe("calls of sinks", () => {
  it("are given up when the clock says so, and leave no timer behind", async () => {
    const clock = new ManualClock();
    const calls = new SinkCalls({ limit: 300_000, clock, context: () => undefined as never, count: () => undefined });
    const sink: Sink<unknown> = { name: "rows", apply: async () => undefined };
    await calls.call(sink, "1 action was not written", async () => undefined);
    expect(clock.pending).toBe(0);
    const late = calls
      .call(sink, "1 action was not written", ({ signal }) => untilAborted(signal))
      .catch((error: unknown) => error);
    await clock.advance(299_999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(String(await late)).toContain("rows: 1 action was not written within 5 min");
    expect(clock.pending).toBe(0);
  });
});
