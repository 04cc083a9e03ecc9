import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AnyFunction, fn } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

type OfNumbers = (number: number) => Promise<number>;

/** So that both batches run before either of them calls. */
async function later(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await nextTurn();
}

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

describe("a batched function that comes back to itself (M5, R7)", () => {
  it("is answered with other items, in batches of their own", async () => {
    const batches: number[][] = [];
    const sum = fn({ batching: true, deps: {}, name: "sum" }, async (numbers: number[]): Promise<number[]> => {
      batches.push(numbers);
      return Promise.all(numbers.map(async (number) => (number === 0 ? 0 : number + (await again(number - 1)))));
    });
    const again: OfNumbers = sum;
    expect(await test.run(() => Promise.all([sum(3), sum(2)]))).toMatchObject({ status: "done", result: [6, 3] });
    expect(batches).toEqual([[3, 2], [2, 1], [1, 0], [0]]);
  });

  it("is answered through another batched function", async () => {
    const down = fn({ batching: true, deps: {}, name: "down" }, async (numbers: number[]): Promise<number[]> => {
      return Promise.all(numbers.map(async (number) => (number === 0 ? 0 : across(number - 1))));
    });
    const across: OfNumbers = fn({ batching: true, deps: {}, name: "across" }, async (numbers: number[]) => {
      return Promise.all(numbers.map(async (number) => 1 + (await down(number))));
    });
    expect(await test.run(() => down(4))).toMatchObject({ status: "done", result: 4 });
  });

  it("is answered outside of an app, too", async () => {
    const down = fn({ batching: true, deps: {}, name: "down" }, async (numbers: number[]): Promise<number[]> => {
      return Promise.all(numbers.map(async (number) => (number === 0 ? 0 : across(number - 1))));
    });
    const across: OfNumbers = fn({ batching: true, deps: {}, name: "across" }, async (numbers: number[]) => {
      return Promise.all(numbers.map(async (number) => 1 + (await down(number))));
    });
    expect(await Promise.all([down(4), down(2), down(0)])).toEqual([4, 2, 0]);
  });

  it.each(["in an app", "outside of an app"])(
    "is answered where two of them call each other while each has a batch that runs: %s",
    async (where) => {
      const down = fn({ batching: true, deps: {}, name: `down ${where}` }, async (numbers: number[]) => {
        return Promise.all(numbers.map(async (number) => (await later(), number === 0 ? 0 : across(number - 1))));
      });
      const across: OfNumbers = fn({ batching: true, deps: {}, name: `across ${where}` }, async (numbers: number[]) => {
        return Promise.all(
          numbers.map(async (number) => (await later(), number === 0 ? 0 : 1 + (await down(number - 1)))),
        );
      });
      const both = (): Promise<unknown> => Promise.all([down(4), across(4)]);
      if (where === "outside of an app") expect(await both()).toEqual([2, 2]);
      else expect(await test.run(both)).toMatchObject({ status: "done", result: [2, 2] });
    },
  );

  it("is an error that names it when it is memoized, with the same item", async () => {
    const f: AnyFunction = fn({ batching: true, memo: "app", deps: {}, name: "f" }, async (numbers: number[]) => {
      return Promise.all(numbers.map((number) => (f as OfNumbers)(number)));
    });
    const { failures } = await test.run(() => f(1));
    expect(String(failures[0]?.error)).toContain("f was called from within itself");
  });

  it("is an error where a call that is memoized for the app waits for itself through it", async () => {
    const outer: AnyFunction = fn({ memo: "app", deps: {}, name: "outer" }, async (number: number) => inner(number));
    const inner: AnyFunction = fn({ batching: true, deps: {}, name: "inner" }, async (numbers: number[]) => {
      return Promise.all(numbers.map((number) => (outer as OfNumbers)(number)));
    });
    const { failures } = await test.run(() => outer(1));
    expect(String(failures[0]?.error)).toContain("outer was called from within itself");
  });
});
