import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { compareUtf8, sortUtf8 } from "./byte-order.ts";

const text = fc.string({
  unit: fc.constantFrom("a", "/", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}", "é"),
  maxLength: 4,
});

describe("the order of UTF-8 bytes", () => {
  test.prop([text, text])("is that of compareUtf8", (a, b) => {
    expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  });

  test.prop([fc.array(text)])("is that of sortUtf8", (texts) => {
    const expected = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(sortUtf8([...texts])).toEqual(expected);
  });
});
