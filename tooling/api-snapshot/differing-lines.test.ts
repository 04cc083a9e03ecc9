import { expect, it } from "vitest";
import { differingLines } from "./differing-lines.ts";

it("a changed line is shown as it was and as it is", () => {
  expect(differingLines("a\nb\nc\n", "a\nx\nc\n")).toEqual(["- b", "+ x"]);
});

it("an added and a removed line are shown alone", () => {
  expect(differingLines("a\nc\n", "a\nb\nc\n")).toEqual(["+ b"]);
  expect(differingLines("a\nb\nc\n", "a\nc\n")).toEqual(["- b"]);
});

it("another order is a difference too", () => {
  expect(differingLines("a\nb", "b\na")).toEqual(["  (the same lines in another order)"]);
});
