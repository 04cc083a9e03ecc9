import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentDeadline } from "../deadline/current-deadline.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import { ManualClock } from "../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../deadline/timeout.ts";
import {
  checkCancelled,
  mount,
  mountEach,
  subpath,
  TimeoutError,
  timeout,
  UpdateFailedError,
  useMount,
} from "../index.ts";
import { currentScope } from "../internal/scope.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let clock: ManualClock;
beforeEach(() => {
  test = new TestApp();
  clock = new ManualClock();
});
afterEach(() => test.dispose());

describe("a timeout around an update (R4)", () => {
  it("is the one in force when the handle was made, and holds in the app's function", async () => {
    const seen: unknown[] = [];
    const app = test.define(() => void seen.push(currentDeadline()?.milliseconds));
    const handle = await timeoutBy(clock, 1_000, () => ({ update: app.update() }));
    await handle.update;
    await app.update();
    expect(seen).toEqual([1_000, undefined]);
  });

  it("also where the update begins in somebody else's component", async () => {
    const seen: unknown[] = [];
    const inner = test.define(() => void seen.push(currentDeadline()?.milliseconds));
    const outer = new TestApp();
    await outer.succeed(() => timeoutBy(clock, 500, () => inner.update()));
    outer.dispose();
    expect(seen).toEqual([500]);
  });

  it("rejects when it passes: what was done is kept, nothing is swept, and the next update goes on from there", async () => {
    const database = new MemoryDatabase("update-timeout");
    let slow = false;
    let items = ["a", "b", "c"];
    const app = test.define(async () => {
      const table = await database.mountTable("t");
      const keyed = items.map((item) => [item, item] as const);
      const handle = await mountEach(keyed, function item(item: string) {
        table.declare(item, 1);
      });
      await handle.ready();
      if (slow) clock.block(1_000);
      checkCancelled();
    });
    await app.update();
    items = ["b", "c", "d"];
    slow = true;
    const error = await failureOf(timeoutBy(clock, 1_000, () => app.update()));
    expect(error).toBeInstanceOf(TimeoutError);
    expect((error as TimeoutError).message).toBe("Test: the update was not done within 1 s.");
    expect((error as TimeoutError).hint).toBe("What was done is kept; the next update goes on from here.");
    expect(Object.keys(database.rows("t"))).toEqual(["a", "b", "c", "d"]);
    slow = false;
    await app.update();
    expect(Object.keys(database.rows("t"))).toEqual(["b", "c", "d"]);
  });

  it("stops the whole run, background children too, when its time is over", async () => {
    const began: string[] = [];
    const app = test.define(async () => {
      await mount(async function background() {
        began.push("background");
        await clock.advance(1_000);
        await mount(subpath("more"), () => began.push("more"));
      });
    });
    const handle = await timeoutBy(clock, 1_000, () => ({ update: app.update({ failures: "report" }) }));
    const report = await handle.update;
    expect(report.status).toBe("stopped");
    expect(began).toEqual(["background"]);
    expect(clock.pending).toBe(0);
  });

  it("carries what failed besides as its cause", async () => {
    const app = test.define(async () => {
      await (
        await mount(function broken() {
          throw new RangeError("broken");
        })
      ).ready();
      clock.block(1_000);
    });
    const error = (await failureOf(timeoutBy(clock, 1_000, () => app.update({ logFailures: false })))) as TimeoutError;
    expect(error).toBeInstanceOf(TimeoutError);
    const cause = error.cause as UpdateFailedError;
    expect(cause).toBeInstanceOf(UpdateFailedError);
    expect(cause.report.failures.map((failure) => String(failure.error))).toContain("RangeError: broken");
  });

  it("does not accept an update that was done too late", async () => {
    const app = test.define(() => undefined);
    const handle = await timeoutBy(clock, 1_000, () => ({ update: app.update() }));
    const settled = handle.update.result();
    clock.block(1_000);
    expect(await failureOf(settled)).toBeInstanceOf(TimeoutError);
  });

  it("begins nothing when it has passed before the update begins", async () => {
    let ran = 0;
    const app = test.define(() => (ran += 1));
    const handle = await timeoutBy(clock, 1_000, () => ({ update: app.update() }));
    clock.block(1_000);
    expect(await failureOf(handle.update.result())).toBeInstanceOf(TimeoutError);
    expect(ran).toBe(0);
  });
});

describe("update({ timeout }) (R4)", () => {
  it("gives the whole update so much time, from its start on", async () => {
    let waited: Promise<unknown> | undefined;
    const app = test.define(() => {
      waited = timeout({ hours: 1 }, (signal) => new Promise((resolve) => signal.addEventListener("abort", resolve)));
      return waited;
    });
    const handle = app.update({ timeout: { milliseconds: 20 } });
    expect(await failureOf(handle.result())).toMatchObject({
      name: "TimeoutError",
      message: "Test: the update was not done within 20 ms.",
    });
    expect(handle.stats().total.running).toBe(0);
  });

  it("says the same in the failures: what was done is kept, and where more time is allowed", async () => {
    const app = test.define(async () => {
      await useMount(subpath("slow"), async function slow() {
        clock.block(60);
        checkCancelled();
      });
    });
    const handle = await timeoutBy(clock, 60, () => ({ update: app.update({ failures: "report" }) }));
    const report = await handle.update;
    expect(report.failures.length).toBeGreaterThan(0);
    for (const { error } of report.failures) {
      expect(error).toMatchObject({
        message: expect.stringMatching(/ was not done within 60 ms, the time of the update\.$/) as unknown,
        hint: expect.stringMatching(/^What was done is kept; .*update\(\{ timeout \}\)/) as unknown,
      });
    }
  });

  it("is the deadline of the app's function, unless a timeout around it is shorter", async () => {
    const seen: unknown[] = [];
    const app = test.define(() => void seen.push(currentDeadline()?.milliseconds));
    await app.update({ timeout: { minutes: 1 } });
    await timeoutBy(clock, 500, () => app.update({ timeout: { minutes: 1 } }));
    expect(seen).toEqual([60_000, 500]);
  });

  it("refuses what is no duration, when it is asked for", () => {
    const app = test.define(() => undefined);
    expect(() => app.update({ timeout: -1 })).toThrow("update({ timeout }) needs a duration, and was given -1.");
  });
});

describe("what else runs beneath a timeout (R4)", () => {
  it("a drop does not inherit it: it deletes everything also after the deadline", async () => {
    const database = new MemoryDatabase("drop-timeout");
    const app = test.define(async () => (await database.mountTable("t")).declare("row", 1));
    await app.update();
    const error = await failureOf(
      timeoutBy(clock, 10, async () => {
        clock.block(10);
        await app.drop();
      }),
    );
    expect(error).toBeInstanceOf(TimeoutError); // of the timeout itself, which accepts no late result
    expect(database.tables.size).toBe(0);
  });

  it("a preview inherits it", async () => {
    const app = test.define(() => {
      clock.block(10);
      checkCancelled();
    });
    let failures: readonly unknown[] = [];
    await timeoutBy(clock, 10, async () => {
      failures = (await app.preview()).failures.map(({ error }) => error);
    }).catch(() => undefined);
    expect(failures).toEqual([expect.any(TimeoutError)]);
  });

  it("sinks do not inherit it, nor the place of a component", async () => {
    const seen: unknown[] = [];
    const database = new MemoryDatabase("sink-timeout");
    database.fault = () => void seen.push([currentDeadline(), currentScope()]);
    const app = test.define(async () => {
      const table = await database.mountTable("t");
      await timeoutBy(clock, 1_000, () => useMount(subpath("row"), () => table.declare("row", 1)));
    });
    await timeoutBy(clock, 1_000, () => app.update());
    expect(seen).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});
