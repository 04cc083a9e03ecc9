import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { float16Bits } from "./float16.ts";

const refuse = (number: number): Error => new Error(`refused ${number}`);

describe("float16Bits", () => {
  test.prop([fc.float({ min: Math.fround(-65_504), max: Math.fround(65_504), noNaN: true })], { numRuns: 2_000 })(
    "rounds as the language's own Float16Array does, where there is one",
    (number) => {
      const native = (
        globalThis as { Float16Array?: new (values: number[]) => ArrayLike<number> & { buffer: ArrayBuffer } }
      ).Float16Array;
      if (native === undefined) return;
      expect(float16Bits(new Float32Array([number]), refuse)[0]).toBe(new Uint16Array(new native([number]).buffer)[0]);
    },
  );

  it("keeps the limits, small numbers and the sign of zero", () => {
    const numbers = new Float32Array([0, -0, 1, -2, 65_504, 65_519, 2 ** -14, 2 ** -24, 2 ** -25, 2 ** -26]);
    expect([...float16Bits(numbers, refuse)]).toEqual([
      0, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x7bff, 0x0400, 0x0001, 0, 0,
    ]);
  });

  it("refuses what would become infinite", () => {
    expect(() => float16Bits(new Float32Array([65_520]), refuse)).toThrow("refused 65520");
  });
});
