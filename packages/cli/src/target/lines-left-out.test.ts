import { describe, expect, it } from "vitest";
import { linesLeftOut } from "./lines-left-out.ts";

describe("a file of variables", () => {
  it("has no line that is left out where each sets a variable, is empty, or a comment", () => {
    const text = 'A=1\r\n# no\r\n\r\nexport B = "two"\nC="begins\nno line of its own\nends"\nD=\'x\' # why\nE=a"b\n';
    expect(linesLeftOut(text)).toEqual([]);
  });

  it("has those left out that set nothing", () => {
    expect(linesLeftOut("A=1\nB 2\n=3\nC: 4\nD=5")).toEqual([2, 3, 4]);
  });
});
