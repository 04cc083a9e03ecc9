import { describe, expect, it } from "vitest";
import { locate } from "./positions.ts";

const place = (byteOffset: number, charOffset: number, line: number, column: number) => ({
  byteOffset,
  charOffset,
  line,
  column,
});

describe("locate", () => {
  it("finds offsets whatever their order, each once", () => {
    const found = locate("ab\nc", [4, 0, 3, 3], undefined);
    expect([...found]).toEqual([
      [0, place(0, 0, 1, 1)],
      [3, place(3, 3, 2, 1)],
      [4, place(4, 4, 2, 2)],
    ]);
  });

  it("ends a line at \\n, \\r\\n and a lone \\r", () => {
    const text = "a\r\nb\rc\nd";
    const lines = [...locate(text, [0, 1, 2, 3, 5, 7], undefined).values()].map(({ line, column }) => [line, column]);
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
    expect(locate(text, [4], undefined).get(4)).toEqual(place(8, 4, 2, 2));
    expect(locate(text, [4], "cocoindex").get(4)).toEqual(place(8, 3, 1, 4));
  });

  it("counts a lone surrogate as the three bytes that it is written with", () => {
    const text = "\ud83dx\ude00";
    expect(locate(text, [3], undefined).get(3)?.byteOffset).toBe(Buffer.byteLength(text));
  });
});
