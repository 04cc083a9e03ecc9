import { describe, expect } from "vitest";
import { map, mountEach, RetryWithSmallerBatch } from "../../index.ts";
import { ROOT_RAN } from "../../testing/memo-ways.ts";
import { batched, batches, upTo } from "./batches.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const call = `f() in / ran: ${ALWAYS}`;
const calls = (count: number): readonly string[] => Array.from({ length: count }, () => call);

describe("R7 Batching", () => {
  it.for([
    { count: 1, sizes: [1] },
    { count: 5, sizes: [5] },
    { count: 2, maxBatchSize: 5, sizes: [2] },
    { count: 4, maxBatchSize: 2, sizes: [2, 2] },
    { count: 5, maxBatchSize: 2, sizes: [2, 2, 1] },
    { count: 3, maxBatchSize: 1, sizes: [1, 1, 1] },
    { count: 1025, sizes: [1024, 1] },
  ])(
    "$count calls at once, at most $maxBatchSize together: $sizes",
    async ({ count, maxBatchSize, sizes }, { logOf }) => {
      const f = batched(maxBatchSize === undefined ? {} : { maxBatchSize });
      const main = async (): Promise<void> => expect(await map(upTo(count), (n) => f(n))).toEqual(upTo(count));
      expect(await logOf(main)).toEqual([ROOT_RAN, ...calls(count), ...batches(...sizes)]);
    },
  );

  it("calls one after the other are batches of their own", async ({ logOf }) => {
    const f = batched();
    const main = async (): Promise<void> => {
      await f(1);
      await f(2);
    };
    expect(await logOf(main)).toEqual([ROOT_RAN, call, ...batches(1), call, ...batches(1)]);
  });

  it("calls of several components go together", async ({ logOf }) => {
    const f = batched();
    const item = async (n: number): Promise<void> => void (await f(n));
    const main = async (): Promise<void> => void (await mountEach(new Map(Object.entries({ a: 1, b: 2 })), item));
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      `@item/a ran: ${ALWAYS}`,
      `f() in @item/a ran: ${ALWAYS}`,
      `@item/b ran: ${ALWAYS}`,
      `f() in @item/b ran: ${ALWAYS}`,
      ...batches(2),
    ]);
  });

  it("while a batch runs, the next one collects", async ({ logOf }) => {
    const f = batched({}, async (items: unknown[]) => {
      await turn();
      return items;
    });
    const main = async (): Promise<void> => {
      const first = f(1);
      await turn();
      await Promise.all([first, f(2), f(3)]);
    };
    expect(await logOf(main)).toEqual([ROOT_RAN, call, ...batches(1), call, call, ...batches(2)]);
  });

  class Connection {}
  const [one, other] = [new Connection(), new Connection()];
  it.for([
    { further: "none", all: [[1], [2]], sizes: [2] },
    {
      further: "equal texts",
      all: [
        [1, "a"],
        [2, "a"],
      ],
      sizes: [2],
    },
    {
      further: "other texts",
      all: [
        [1, "a"],
        [2, "b"],
        [3, "a"],
      ],
      sizes: [2, 1],
    },
    {
      further: "equal options",
      all: [
        [1, { by: [2] }],
        [2, { by: [2] }],
      ],
      sizes: [2],
    },
    {
      further: "other options",
      all: [
        [1, { by: 2 }],
        [2, { by: 3 }],
      ],
      sizes: [1, 1],
    },
    {
      further: "one object",
      all: [
        [1, one],
        [2, one],
      ],
      sizes: [2],
    },
    {
      further: "two objects of a class",
      all: [
        [1, one],
        [2, other],
        [3, one],
      ],
      sizes: [2, 1],
    },
    {
      further: "one more",
      all: [
        [1, "a"],
        [2, "a", "b"],
      ],
      sizes: [1, 1],
    },
  ])("further arguments, $further: batches of $sizes", async ({ all, sizes }, { logOf }) => {
    const f = batched();
    const main = async (): Promise<void> => void (await Promise.all(all.map((args) => f(...args))));
    expect(await logOf(main)).toEqual([ROOT_RAN, ...calls(all.length), ...batches(...sizes)]);
  });

  it("the objects that it is a method of are kept apart", async ({ logOf }) => {
    const f = batched();
    class Model {
      readonly f = f;
    }
    const [a, b] = [new Model(), new Model()];
    const main = async (): Promise<void> => void (await Promise.all([a.f(1), b.f(2), a.f(3)]));
    expect(await logOf(main)).toEqual([ROOT_RAN, ...calls(3), ...batches(2, 1)]);
  });

  it.for([
    { bad: [3], count: 4, sizes: [4, 2, 2, 1, 1] },
    { bad: [1], count: 5, sizes: [5, 2, 1, 1, 3] },
    { bad: [1, 4], count: 4, sizes: [4, 2, 1, 1, 2, 1, 1] },
    { bad: [1], count: 1, sizes: [1] },
    { bad: [], count: 4, sizes: [4] },
  ])(
    "RetryWithSmallerBatch: of $count items $bad are bad: batches of $sizes",
    async ({ bad, count, sizes }, { logOf }) => {
      const f = batched({}, async (items: number[]) => {
        const found = items.find((item) => bad.includes(item));
        if (found === undefined) return items;
        throw new RetryWithSmallerBatch("bad", { cause: new RangeError(`${found} is bad`) });
      });
      const main = async (): Promise<void> => {
        const outcomes = await Promise.allSettled(upTo(count).map((n) => f(n)));
        const seen = outcomes.map((outcome) =>
          outcome.status === "fulfilled" ? outcome.value : String(outcome.reason),
        );
        expect(seen).toEqual(upTo(count).map((n) => (bad.includes(n) ? `RangeError: ${n} is bad` : n)));
      };
      expect(await logOf(main)).toEqual([ROOT_RAN, ...calls(count), ...batches(...sizes)]);
    },
  );

  it("RetryWithSmallerBatch: too many at once are halved until they fit", async ({ logOf }) => {
    const f = batched({}, async (items: number[]) => {
      if (items.length > 2) throw new RetryWithSmallerBatch();
      return items;
    });
    const main = async (): Promise<void> => void (await map(upTo(7), (n) => f(n)));
    expect(await logOf(main)).toEqual([ROOT_RAN, ...calls(7), ...batches(7, 3, 1, 2, 4, 2, 2)]);
  });

  it("any other error is that of its whole batch, and of no other", async ({ logOf }) => {
    const f = batched({ maxBatchSize: 2 }, async (items: number[]) => {
      if (items.includes(1)) throw new Error("broken");
      return items;
    });
    const item = async (n: number): Promise<void> => void (await f(n));
    const main = async (): Promise<void> => void (await mountEach(new Map(Object.entries({ a: 1, b: 2, c: 3 })), item));
    const started = ["a", "b", "c"].flatMap((name) => [
      `@item/${name} ran: ${ALWAYS}`,
      `f() in @item/${name} ran: ${ALWAYS}`,
    ]);
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      ...started,
      ...batches(2, 1),
      "@item/a failed: broken",
      "@item/b failed: broken",
    ]);
  });

  it("a batch of another length is an error that names the function", async ({ logOf }) => {
    const f = batched({}, async () => [1]);
    const main = async (): Promise<void> => void (await map([1, 2], (n) => f(n)));
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      ...calls(2),
      ...batches(2),
      "/ failed: The batched function f was given 2 items and gave 1 results.",
    ]);
  });
});
