import { describe, expect, it } from "vitest";
import { findSkips } from "./find-skips.ts";

// Written in two parts, so that this file itself holds no skip.
const skipped = ["it", 'skip("does", () => {});'].join(".");

describe("a skipped test is found", () => {
  it("with no reason", () => {
    expect(findSkips(`const a = 1;\n${skipped}\n`)).toEqual([{ line: 2, code: skipped, reason: undefined }]);
  });

  it("with a reason above it or behind it", () => {
    expect(findSkips(`// skipped: needs a paid account\n${skipped}`)[0]?.reason).toBe("needs a paid account");
    expect(findSkips(`${skipped} // skipped: needs a paid account`)[0]?.reason).toBe("needs a paid account");
  });

  it("and a word is no reason", () => {
    expect(findSkips(`// skipped: slow\n${skipped}`)[0]?.reason).toBeUndefined();
  });

  it("whatever the way to write it", () => {
    for (const way of ["describe.skip", "test.skipIf", "it.concurrent.todo", "it.runIf", "it.fails"]) {
      expect(findSkips(`${way}(x)`)).toHaveLength(1);
    }
    expect(findSkips("stream.skip(3); await it.next();")).toEqual([]);
  });
});
