import { describe, expect, it } from "vitest";
import { median, pairedRatio, slope, spread } from "./statistics.ts";

describe("statistics of a few runs", () => {
  it("take the middle value, and leave the given order alone", () => {
    const values = [30, 10, 20];
    expect(median(values)).toBe(20);
    expect(values).toEqual([30, 10, 20]);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it("say how far apart the values are", () => {
    expect(spread([90, 100, 110])).toBeCloseTo(0.2);
    expect(spread([5])).toBe(0);
  });

  it("compare what ran in the same repeat, so that a slow spell cancels out", () => {
    expect(pairedRatio([20, 60, 22], [10, 30, 11])).toBe(2);
    expect(pairedRatio([20], [10, 11, 12])).toBeCloseTo(20 / 11);
  });

  it("take what does not grow off the cost of one more", () => {
    const cost = (x: number) => ({ x, y: 150 + 2 * x });
    expect(slope([cost(1_000_000), cost(1000), cost(10_000)])).toBe(2);
    expect(slope([cost(1)])).toBeNaN();
  });
});
