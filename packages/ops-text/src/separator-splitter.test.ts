import { fingerprint } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { SeparatorSplitter, type SeparatorSplitterOptions, SplitterError } from "./index.ts";

async function split(text: string, separators: RegExp[], options?: SeparatorSplitterOptions): Promise<string[]> {
  return (await new SeparatorSplitter(separators, options).split(text)).map((chunk) => chunk.text);
}

describe("SeparatorSplitter", () => {
  it("drops separators, white space at the ends and empty pieces unless told otherwise", async () => {
    expect(await split(" a | b || c ", [/\|/])).toEqual(["a", "b", "c"]);
    expect(await split(" a | b || c ", [/\|/], { trim: false })).toEqual([" a ", " b ", " c "]);
    expect(await split("a||b|", [/\|/], { includeEmpty: true })).toEqual(["a", "", "b", ""]);
  });

  it("keeps a separator with the piece on its left or on its right", async () => {
    expect(await split("One. Two! Three", [/[.!]\s*/], { keepSeparator: "left" })).toEqual(["One.", "Two!", "Three"]);
    expect(await split("# A\nx\n# B\ny", [/^#/m], { keepSeparator: "right" })).toEqual(["# A\nx", "# B\ny"]);
  });

  it("takes the leftmost separator, and at one place the one listed first", async () => {
    expect(await split("1a2abc3", [/a|ab/, /abc/], { keepSeparator: "left" })).toEqual(["1a", "2a", "bc3"]);
    expect(await split("1a2abc3", [/abc/, /a|ab/], { keepSeparator: "left" })).toEqual(["1a", "2abc", "3"]);
  });

  it("lets each separator have flags and groups of its own", async () => {
    expect(await split("oneXtwo--three", [/x/i, /(-)\1/])).toEqual(["one", "two", "three"]);
  });

  it("cuts at empty matches, but not right behind a match", async () => {
    expect(await split("ab😀c", [/(?:)/])).toEqual(["a", "b", "😀", "c"]);
    expect(await split("axxb", [/x*/])).toEqual(["a", "b"]);
  });

  it("gives the whole text without separators, and where none matches", async () => {
    expect(await split(" all of it ", [])).toEqual(["all of it"]);
    expect(await split("all of it", [/\|/])).toEqual(["all of it"]);
    expect(await split("", [/\|/])).toEqual([]);
    expect(await split("", [/\|/], { includeEmpty: true })).toEqual([""]);
  });

  it("says where each piece stands", async () => {
    const [, second] = await new SeparatorSplitter([/\n+/]).split("é\n\n  b");
    expect(second?.start).toEqual({ byteOffset: 6, charOffset: 5, line: 3, column: 3 });
  });

  it("refuses what is no expression, a sticky one, and one that halves a character", async () => {
    expect(() => new SeparatorSplitter(["---" as unknown as RegExp])).toThrow(/the string "---"/);
    expect(() => new SeparatorSplitter([/a/y])).toThrow(/must not be sticky/);
    expect(() => new SeparatorSplitter([], { keepSeparator: "both" as "left" })).toThrow(/keepSeparator is "both"/);
    const error: unknown = await split("a😀b", [/\ud83d/]).catch((thrown: unknown) => thrown);
    expect(SplitterError.isInstance(error)).toBe(true);
    expect(await split("a😀b", [/[😂😀]/u])).toEqual(["a", "b"]);
  });

  it("is memo-keyed by its options", () => {
    const print = (separators: RegExp[], options?: SeparatorSplitterOptions): string =>
      Buffer.from(fingerprint(new SeparatorSplitter(separators, options))).toString("hex");
    expect(print([/a/])).toBe(print([/a/], { trim: true, includeEmpty: false }));
    expect(new Set([print([/a/]), print([/a/i]), print([/a/], { trim: false }), print([])]).size).toBe(4);
  });
});
