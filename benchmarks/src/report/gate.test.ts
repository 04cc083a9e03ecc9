import { describe, expect, it } from "vitest";
import { judge } from "./gate.ts";

const outcome = (value: number | undefined) =>
  judge({ what: "no change", value, must: 2, aim: 1.3, unit: "x" }).outcome;

describe("a gate", () => {
  it("is kept up to its limit, and says when the aim is reached", () => {
    expect(outcome(1.3)).toBe("aim reached");
    expect(outcome(1.31)).toBe("pass");
    expect(outcome(2)).toBe("pass");
    expect(outcome(2.01)).toBe("MISS");
  });

  it("is never kept by what was not measured", () => {
    expect(outcome(undefined)).toBe("not measured");
    expect(outcome(Number.NaN)).toBe("not measured");
    expect(outcome(Number.NEGATIVE_INFINITY)).toBe("not measured");
  });
});
