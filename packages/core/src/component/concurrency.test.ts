import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, map, mount, mountEach, subpath, useMount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;

beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const range = (count: number): [number, number][] => Array.from({ length: count }, (_, index) => [index, index]);

/** Counts how many of its calls are going on at once. */
class Gauge {
  now = 0;
  most = 0;
  async work(): Promise<void> {
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    for (let turn = 0; turn < 3; turn++) await tick();
    this.now -= 1;
  }
}

describe("components in flight (R2)", () => {
  for (const limit of [1, 3]) {
    it(`are at most ${limit} when that is the limit`, async () => {
      const gauge = new Gauge();
      const item = (): Promise<void> => gauge.work();
      await test.succeed(async () => void (await mountEach(range(20), item)), { maxInFlight: limit });
      expect(gauge.most).toBe(limit);
      gauge.most = 0;
      await test.succeed(
        async () => {
          for (const [key] of range(10)) await mount(subpath("other", key), item);
        },
        { maxInFlight: limit },
      );
      expect(gauge.most).toBe(limit);
    });
  }

  it("do not deadlock at a limit of 1, however deep they mount and wait", async () => {
    const done: string[] = [];
    const deep = async (depth: number): Promise<number> => {
      if (depth === 0) return 0;
      const below = await useMount(subpath("d", depth), deep, depth - 1);
      const handle = await mount(subpath("b", depth), deep, 0);
      await handle.ready();
      const [a, b] = await Promise.all([useMount(subpath("x"), deep, 0), useMount(subpath("y"), deep, 0)]);
      done.push(`${depth}`);
      return below + a + b + 1;
    };
    const report = await test.succeed(async () => useMount(deep, 6), { maxInFlight: 1 });
    expect(report.result).toBe(6);
    expect(done).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("do not deadlock when every item of a mountEach waits for children of its own", async () => {
    const leaf = async (): Promise<void> => tick();
    const item = async (): Promise<void> => {
      await useMount(leaf);
      await mountEach(range(3), leaf);
      await map([1, 2, 3], (number) => useMount(subpath("m", number), leaf));
    };
    const report = await test.succeed(async () => void (await mountEach(range(5), item)), { maxInFlight: 1 });
    expect(report.stats.components["leaf"]?.ran).toBe(5 * 7);
  });

  it("are not begun without bound: at most the limit a level are begun and unfinished", async () => {
    const gauge = new Gauge();
    const leaf = (): Promise<void> => tick();
    const item = async (): Promise<void> => {
      gauge.now += 1;
      gauge.most = Math.max(gauge.most, gauge.now);
      for (const [key] of range(4)) await useMount(subpath(key), leaf);
      gauge.now -= 1;
    };
    await test.succeed(async () => void (await mountEach(range(50), item)), { maxInFlight: 2 });
    expect(gauge.most).toBeLessThanOrEqual(4);
  });

  it("get their slot back when they fail", async () => {
    const bad = async (): Promise<void> => {
      await tick();
      throw new Error("broken");
    };
    const report = await test.run(async () => void (await mountEach(range(20), bad)), { maxInFlight: 2 });
    expect(report.failures).toHaveLength(20);
  });

  it("are at most 1024 where nobody says otherwise", async () => {
    let now = 0;
    let most = 0;
    const isOver = Promise.withResolvers<void>();
    const item = async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      if (now === 1_024) {
        for (let turn = 0; turn < 10; turn++) await tick(); // others could begin
        isOver.resolve();
      }
      await isOver.promise;
      now -= 1;
    };
    expect(process.env["COCO_MAX_IN_FLIGHT"]).toBeUndefined();
    await test.succeed(async () => void (await mountEach(range(1_100), item)));
    expect(most).toBe(1_024);
  });

  it("have their limit from the app, else its environment, else the variable, and it is checked", async () => {
    const limitOf = async (options: { app?: number; environment?: number; variable?: string }): Promise<number> => {
      const gauge = new Gauge();
      const before = process.env["COCO_MAX_IN_FLIGHT"];
      if (options.variable !== undefined) process.env["COCO_MAX_IN_FLIGHT"] = options.variable;
      try {
        const environment = test.environment(
          options.environment === undefined ? {} : { maxInFlight: options.environment },
        );
        const item = (): Promise<void> => gauge.work();
        const main = async (): Promise<void> => void (await mountEach(range(10), item));
        await app(
          { name: "Limit", environment, ...(options.app === undefined ? {} : { maxInFlight: options.app }) },
          main,
        ).update();
        return gauge.most;
      } finally {
        if (before === undefined) delete process.env["COCO_MAX_IN_FLIGHT"];
        else process.env["COCO_MAX_IN_FLIGHT"] = before;
      }
    };
    expect(await limitOf({ app: 2, environment: 3, variable: "4" })).toBe(2);
    expect(await limitOf({ environment: 3, variable: "4" })).toBe(3);
    expect(await limitOf({ variable: "4" })).toBe(4);
    expect(await limitOf({ variable: "" })).toBe(10);
    for (const options of [{ app: 0 }, { app: 1.5 }, { environment: -1 }]) {
      await expect(limitOf(options)).rejects.toMatchObject({ code: "OPTIONS" });
    }
    await expect(limitOf({ variable: "many" })).rejects.toMatchObject({ code: "MAX_IN_FLIGHT" });
  });
});
