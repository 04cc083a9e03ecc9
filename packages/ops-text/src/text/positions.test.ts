import { describe, expect, it } from "vitest";
import type { Compatibility } from "../compatibility.ts";
import { LineFeeds } from "./line-feeds.ts";
import { Locator } from "./positions.ts";

const place = (byteOffset: number, charOffset: number, line: number, column: number) => ({
  byteOffset,
  charOffset,
  line,
  column,
});

const locatorOf = (text: string, compatibility?: Compatibility) =>
  new Locator(text, new LineFeeds(text), compatibility);

describe("Locator", () => {
  it("finds offsets from left to right, also the same one again", () => {
    const locator = locatorOf("ab\nc");
    expect([0, 3, 3, 4].map((offset) => locator.at(offset))).toEqual([
      place(0, 0, 1, 1),
      place(3, 3, 2, 1),
      place(3, 3, 2, 1),
      place(4, 4, 2, 2),
    ]);
  });

  it("ends a line at \\n, \\r\\n and a lone \\r", () => {
    const locator = locatorOf("a\r\nb\rc\nd");
    const lines = [0, 1, 2, 3, 5, 7].map((offset) => locator.at(offset)).map(({ line, column }) => [line, column]);
    expect(lines).toEqual([
      [1, 1],
      [1, 2],
      [1, 3], // between \r and \n the line has not ended
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  it("counts UTF-16 units, and in compatibility mode code points and \\n alone", () => {
    const text = "😀\r漢x";
    expect(locatorOf(text).at(4)).toEqual(place(8, 4, 2, 2));
    expect(locatorOf(text, "cocoindex").at(4)).toEqual(place(8, 3, 1, 4));
  });

  it("counts a lone surrogate as the three bytes that it is written with", () => {
    const text = "\ud83dx\ude00";
    expect(locatorOf(text).at(3).byteOffset).toBe(Buffer.byteLength(text));
  });
});
