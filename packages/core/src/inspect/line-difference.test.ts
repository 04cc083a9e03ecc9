import { describe, expect, it } from "vitest";
import { parameterNames } from "../function/parameter-names.ts";
import { changedLines } from "./line-difference.ts";

const difference = (before: string, after: string) =>
  changedLines({ text: before, firstLine: 10 }, { text: after, firstLine: 20 }).map(
    ({ kind, line, text }) => `${kind === "added" ? "+" : "-"}${line} ${text}`,
  );

describe("the lines in which two texts differ", () => {
  it("are those that one has and the other has not, with their numbers", () => {
    expect(difference("a\nb\nc", "a\nb\nc")).toEqual([]);
    expect(difference("a\nb\nc\nd", "a\nx\nc\ny\nd")).toEqual(["-11 b", "+21 x", "+23 y"]);
    expect(difference("a\nb", "b\nc")).toEqual(["-10 a", "+21 c"]);
    expect(difference("a", "a\nb")).toEqual(["+21 b"]);
  });

  it("are all of the middle where comparing would take too long", () => {
    const lines = (mark: string) =>
      ["same", ...Array.from({ length: 1100 }, (_, n) => `${mark}${n}`), "end"].join("\n");
    const found = difference(lines("a"), lines("b"));
    expect(found).toHaveLength(2200);
    expect([found[0], found.at(-1)]).toEqual(["-11 a0", "+1120 b1099"]);
  });
});

describe("the names of a function's parameters", () => {
  it("are read from its text", () => {
    expect(parameterNames("async function f(file, table = other(1, 2), ...rest) {}")).toEqual([
      "file",
      "table",
      "rest",
    ]);
    expect(parameterNames("({ a, b }, /* the table */ table) => 1")).toEqual(["…", "table"]);
    expect(parameterNames("text => text")).toEqual(["text"]);
    expect(parameterNames('method(text = ",)", b) {}')).toEqual(["text", "b"]);
    expect(parameterNames("function none() {}")).toEqual([]);
    expect(parameterNames("class A {}")).toEqual([]);
  });
});
