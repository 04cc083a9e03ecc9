import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue, encodeValue, UndecodableValueError } from "./index.ts";

const whole = encodeValue(
  {
    a: [1, "text", 2n ** 80n, new Date(5)],
    b: new Map([["k", new Set([/x/g])]]),
    c: Float32Array.of(1),
    d: new TypeError("e"),
  },
  "test",
);

describe("a value that cannot be decoded is a miss, never another error (M6)", () => {
  it("when it is empty, cut short or too long", () => {
    expect(() => decodeValue(new Uint8Array())).toThrow(UndecodableValueError);
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeValue(whole.subarray(0, length))).toThrow(UndecodableValueError);
    }
    expect(() => decodeValue(Buffer.concat([whole, Uint8Array.of(0)]))).toThrow(/bytes are left over/);
  });

  it("when it is of another format", () => {
    const other = Buffer.from(whole);
    other[0] = 2;
    expect(() => decodeValue(other)).toThrow("A stored value cannot be read: it is of format 2, not 1.");
  });

  it("when any byte of it was changed, unless it still holds a value", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (index, byte) => {
        const damaged = Buffer.from(whole);
        damaged[index] = byte;
        try {
          decodeValue(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableValueError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("when it is noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        try {
          decodeValue(Uint8Array.of(1, ...noise));
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableValueError);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(() => decodeValue(new Uint8Array(1_000_000).fill(0x13).fill(1, 0, 1))).toThrow(UndecodableValueError);
  });
});
