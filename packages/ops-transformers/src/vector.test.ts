import { describe, expect, it } from "vitest";
import { poolTokens } from "./vector.ts";

const vectors = { data: [3, 0, 1, 8], tokens: 2, dimensions: 2 };

describe("the vectors of tokens become one", () => {
  it("by their mean", () => {
    expect(poolTokens(vectors, "mean", false)).toEqual(Float32Array.of(2, 4));
  });

  it("by the first one", () => {
    expect(poolTokens(vectors, "cls", false)).toEqual(Float32Array.of(3, 0));
  });

  it("of length 1 when normalized", () => {
    expect(poolTokens({ ...vectors, data: [3, 4, 3, 4] }, "mean", true)).toEqual(Float32Array.of(0.6, 0.8));
  });

  it("and zero stays zero", () => {
    expect(poolTokens({ data: [0, 0], tokens: 1, dimensions: 2 }, "mean", true)).toEqual(Float32Array.of(0, 0));
  });
});
