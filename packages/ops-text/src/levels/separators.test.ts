import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineFeeds } from "../text/line-feeds.ts";
import { blankLine, expression, lineEnd, lineFeeds, type Separator, whiteSpace } from "./separators.ts";

const stretches = fc
  .array(fc.constantFrom("a", " ", "\t", "\n", "\n", "\r", "\r\n", "\u3000", "😀", "-"), { maxLength: 20 })
  .chain((parts) => {
    const text = parts.join("");
    return fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length));
  })
  .map(([text, one, other]) => ({ text, start: Math.min(one, other), end: Math.max(one, other) }));

/** What stands between the carriage return and the line feed of a line end is no place to begin or to end. */
const isBetween = (text: string, offset: number): boolean => text[offset - 1] === "\r" && text[offset] === "\n";

describe("separators that are written by hand", () => {
  it.each<[string, Separator, RegExp]>([
    ["lineEnd", lineEnd, /\r\n|\r|\n/g],
    ["blankLine", blankLine, /(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n|\r(?!\n)|\n))+/g],
    ["lineFeeds(1)", lineFeeds(1), /\n/g],
    ["lineFeeds(2)", lineFeeds(2), /\n\n+/g],
    ["whiteSpace", whiteSpace, /\p{White_Space}+/gu],
  ])("%s finds what an expression finds", (_name, separator, pattern) => {
    const property = fc.property(stretches, ({ text, start, end }) => {
      fc.pre(!isBetween(text, start) && !isBetween(text, end));
      const feeds = new LineFeeds(text);
      expect(separator(text, start, end, feeds)).toEqual(expression(pattern)(text, start, end, feeds));
    });
    fc.assert(property, { seed: 9, numRuns: 2000 });
  });
});
