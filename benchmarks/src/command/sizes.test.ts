import { describe, expect, it } from "vitest";
import { sizes, wholeNumber } from "./sizes.ts";

describe("sizes on the command line", () => {
  it("are a list, or a range by powers of ten with both ends", () => {
    expect(sizes("n", "1000, 20000")).toEqual([1000, 20_000]);
    expect(sizes("items", "1000..1000000")).toEqual([1000, 10_000, 100_000, 1_000_000]);
    expect(sizes("items", "500..2000")).toEqual([500, 1000, 2000]);
    expect(sizes("items", "1000..1000")).toEqual([1000]);
    expect(sizes("m", "0,10", true)).toEqual([0, 10]);
  });

  it("are refused by name when they are not", () => {
    expect(() => sizes("n", "1k")).toThrow('--n needs a whole number, not "1k".');
    expect(() => sizes("items", "100..10")).toThrow("the range runs downwards");
    expect(() => wholeNumber("files", "0")).toThrow("--files");
  });
});
