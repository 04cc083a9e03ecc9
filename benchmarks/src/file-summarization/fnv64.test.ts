import { describe, expect, it } from "vitest";
import { Fnv64, remainder, shiftedLow } from "./fnv64.ts";

const MASK = (1n << 64n) - 1n;

function reference(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  return hash;
}

describe("FNV-1a of 64 bits in two halves", () => {
  it("equals the definition, also past ASCII", () => {
    for (const text of ["", "a", "foobar", "reef carries canyon ".repeat(20), "naïve – 水", "a\u{1f600}b"]) {
      expect(new Fnv64().text(text).hex()).toBe(reference(text).toString(16).padStart(16, "0"));
      expect(new Fnv64().bytes(Buffer.from(text)).hex()).toBe(new Fnv64().text(text).hex());
    }
  });

  it("divides and shifts as the whole number would", () => {
    for (const text of ["x", "estuary", "oasis"]) {
      const { high, low } = new Fnv64().text(text);
      const whole = reference(text);
      for (const by of [0, 1, 7, 12]) {
        expect(shiftedLow(high, low, by)).toBe(Number((whole >> BigInt(by)) & 0xffffffffn));
        expect(remainder(high >>> by, shiftedLow(high, low, by), 12)).toBe(Number((whole >> BigInt(by)) % 12n));
      }
    }
  });
});
