import { contextKey, declareTargetState, fn, registerRootTargets, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IdGenerator, map, MemoError, mountEach, RetryWithSmallerBatch } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

const double = fn({ batching: true, name: "batching/double" }, async (numbers: number[]) => {
  log.push(`double ${numbers.join(",")}`);
  await new Promise((resolve) => setImmediate(resolve));
  return numbers.map((number) => number * 2);
});

describe("a batched function (R7)", () => {
  it("collects calls made at once, and gives each caller its own result", async () => {
    await test.succeed(async () => expect(await map([1, 2, 3], double)).toEqual([2, 4, 6]));
    expect(events()).toEqual(["double 1,2,3"]);
  });

  it("collects across components", async () => {
    const one = async (number: number): Promise<void> => expect(await double(number)).toBe(number * 2);
    await test.succeed(
      async () =>
        void (await mountEach(
          new Map([
            ["a", 1],
            ["b", 2],
          ]),
          one,
        )),
    );
    expect(events()).toEqual(["double 1,2"]);
  });

  it("collects the next batch while one runs", async () => {
    await test.succeed(async () => {
      const first = double(1);
      await new Promise((resolve) => setImmediate(resolve));
      const rest = [double(2), double(3)];
      expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6]);
    });
    expect(events()).toEqual(["double 1", "double 2,3"]);
  });

  it("works where no app runs, alone or at once", async () => {
    expect(await Promise.all([double(1), double(2)])).toEqual([2, 4]);
    expect(await double(5)).toBe(10);
    expect(events()).toEqual(["double 1,2", "double 5"]);
  });

  it("may be synchronous itself", async () => {
    const half = fn({ batching: true, name: "batching/half" }, (numbers: number[]) =>
      numbers.map((number) => number / 2),
    );
    await test.succeed(async () => expect(await Promise.all([half(2), half(4)])).toEqual([1, 2]));
  });

  it("keeps to its largest size", async () => {
    const capped = fn(
      { batching: true, maxBatchSize: 2, name: "batching/capped", deps: {} },
      async (numbers: number[]) => {
        log.push(numbers.join(","));
        return numbers;
      },
    );
    await test.succeed(async () => expect(await map([1, 2, 3, 4, 5], capped)).toEqual([1, 2, 3, 4, 5]));
    expect(events()).toEqual(["1,2", "3,4", "5"]);
  });

  it("puts calls with different further arguments into different batches, equal options into one", async () => {
    const scale = fn(
      { batching: true, name: "batching/scale", deps: {} },
      async (numbers: number[], options: { by: number }, connection?: object) => {
        log.push(`${numbers.join(",")} by ${options.by}${connection === undefined ? "" : " connected"}`);
        return numbers.map((number) => number * options.by);
      },
    );
    class Connection {}
    const [a, b] = [new Connection(), new Connection()];
    await test.succeed(async () => {
      const all = [
        scale(1, { by: 2 }),
        scale(2, { by: 3 }),
        scale(3, { by: 2 }),
        scale(4, { by: 2 }, a),
        scale(5, { by: 2 }, b),
        scale(6, { by: 2 }, a),
      ];
      expect(await Promise.all(all)).toEqual([2, 6, 6, 8, 10, 12]);
    });
    expect(events()).toEqual(["1,3 by 2", "2 by 3", "4,6 by 2 connected", "5 by 2 connected"]);
  });

  it("keeps the objects apart that it is a method of", async () => {
    class Model {
      readonly by: number;
      constructor(by: number) {
        this.by = by;
      }
      readonly scale = scale;
    }
    function scaleAll(this: Model, numbers: number[]): number[] {
      log.push(`${numbers.join(",")} by ${this.by}`);
      return numbers.map((number) => number * this.by);
    }
    const scale = fn({ batching: true, name: "batching/method", deps: {} }, scaleAll);
    const [two, three] = [new Model(2), new Model(3)];
    await test.succeed(async () =>
      expect(await Promise.all([two.scale(1), three.scale(1), two.scale(2)])).toEqual([2, 3, 4]),
    );
    expect(events()).toEqual(["1,2 by 2", "1 by 3"]);
  });

  it("gives its error, unchanged, to all callers of the batch and to no other", async () => {
    class Overload extends Error {}
    const shaky = fn(
      { batching: true, maxBatchSize: 2, name: "batching/shaky", deps: {} },
      async (numbers: number[]) => {
        if (numbers.includes(1)) throw new Overload("too much");
        return numbers;
      },
    );
    await test.succeed(async () => {
      const outcomes = await Promise.allSettled([shaky(1), shaky(2), shaky(3)]);
      expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason : outcome.value))).toEqual([
        expect.any(Overload),
        expect.any(Overload),
        3,
      ]);
    });
  });

  it("is an error that names it when the number of results is another, or they are no array", async () => {
    const short = fn({ batching: true, name: "batching/short" }, async (numbers: number[]) => numbers.slice(1));
    const none = fn({ batching: true, name: "batching/none" }, async (_numbers: number[]) => undefined as never);
    await test.succeed(async () => {
      const outcomes = await Promise.allSettled([short(1), short(2), none(1)]);
      for (const outcome of outcomes) expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(MemoError);
      expect(String((outcomes[0] as PromiseRejectedResult).reason)).toMatch(
        /batching\/short was given 2 items and gave 1 results/,
      );
      expect(String((outcomes[2] as PromiseRejectedResult).reason)).toMatch(
        /batching\/none was given 1 items and gave no array/,
      );
    });
  });

  it("with memo asks only for what is not remembered", async () => {
    const remembered = fn(
      { batching: true, memo: true, name: "batching/memo", deps: {} },
      async (numbers: number[]) => {
        log.push(numbers.join(","));
        return numbers.map((number) => number + 1);
      },
    );
    const main = (numbers: number[]) => async () =>
      expect(await map(numbers, remembered)).toEqual(numbers.map((number) => number + 1));
    await test.succeed(main([1, 2, 2]));
    await test.succeed(main([2, 3, 4]));
    expect(events()).toEqual(["1,2", "3,4"]);
  });

  it("counts what its body read from the context for every caller's memo", async () => {
    const key = contextKey<string>("batching/context", { detectChange: true });
    const read = fn({ batching: true, memo: true, name: "batching/reads", deps: {} }, async (items: string[]) => {
      log.push(`read ${items.join(",")}`);
      return items.map((item) => item + useContext(key));
    });
    const main = async (): Promise<void> => void (await map(["a", "b"], read));
    for (const value of ["1", "1", "2"]) await test.succeed(main, { lifespan: (env) => env.provide(key, value) });
    expect(events()).toEqual(["read a,b", "read a,b"]);
  });

  it("cannot declare or hand out identifiers: its work belongs to no one component", async () => {
    const target = registerRootTargets("test.batching", { reconcile: () => undefined });
    const declares = fn({ batching: true, name: "batching/declares", deps: {} }, async (numbers: number[]) => {
      declareTargetState(target.state("k", 1));
      return numbers;
    });
    const numbers = fn({ batching: true, name: "batching/numbers", deps: {} }, async (texts: string[]) => {
      const ids = new IdGenerator();
      return Promise.all(texts.map((text) => ids.next(text)));
    });
    await test.succeed(async () => {
      await expect(declares(1)).rejects.toMatchObject({ code: "SHARED_FUNCTION" });
      await expect(numbers("a")).rejects.toMatchObject({ code: "SHARED_FUNCTION" });
    });
  });
});

describe("RetryWithSmallerBatch", () => {
  const limited = fn({ batching: true, name: "batching/limited", deps: {} }, async (numbers: number[]) => {
    log.push(numbers.join(","));
    if (numbers.length > 2) throw new RetryWithSmallerBatch();
    return numbers;
  });
  const poisoned = fn({ batching: true, name: "batching/poisoned", deps: {} }, async (numbers: number[]) => {
    if (numbers.includes(3)) throw new RetryWithSmallerBatch("bad request", { cause: new RangeError("3 is bad") });
    return numbers;
  });

  it("halves a batch until it succeeds", async () => {
    await test.succeed(async () => expect(await map([1, 2, 3, 4, 5], limited)).toEqual([1, 2, 3, 4, 5]));
    expect(events()).toEqual(["1,2,3,4,5", "1,2", "3,4,5", "3", "4,5"]);
  });

  it("leaves the one item alone that fails, with the cause as its error", async () => {
    await test.succeed(async () => {
      const outcomes = await Promise.allSettled([1, 2, 3, 4].map((number) => poisoned(number)));
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
      expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(RangeError);
    });
    await expect(poisoned(3)).rejects.toBeInstanceOf(RangeError);
  });

  it("is itself the error of a single item when there is no cause", async () => {
    const never = fn({ batching: true, name: "batching/never", deps: {} }, async (_numbers: number[]) => {
      throw new RetryWithSmallerBatch();
    });
    await test.succeed(async () => expect(never(1)).rejects.toBeInstanceOf(RetryWithSmallerBatch));
  });
});
