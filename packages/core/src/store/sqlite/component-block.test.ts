import { describe, expect, it } from "vitest";
import { packKeys, readableKey, readableKeys } from "./component-block.ts";

const keys = ["notes/a", "notes/ab", undefined, "notes/b", "", undefined, "x".repeat(3000), "x".repeat(2999)].map(
  (text) => (text === undefined ? undefined : Buffer.from(text)),
);

describe("packed keys of components", () => {
  it("come back as they were, each at its place, also where others were forgotten", () => {
    const packed = packKeys(keys);
    expect(readableKeys(packed)).toEqual(keys);
    for (const [place, key] of keys.entries()) expect(readableKey(packed, place)).toEqual(key);
    expect(readableKey(packed, keys.length)).toBeUndefined();
    expect(readableKeys(packKeys([]))).toEqual([]);
  });

  it("take what differs from the one before", () => {
    const alike = Array.from({ length: 64 }, (_, index) => Buffer.from(`a/long/path/to/note-${1000 + index}.md`));
    expect(packKeys(alike).length).toBeLessThan(64 * 9);
  });

  it("are not read where any bit is flipped, or something is cut off", () => {
    const packed = packKeys(keys.slice(0, 5));
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const damaged = Buffer.from(packed);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(readableKeys(damaged)).toBeUndefined();
      expect(readableKey(damaged, 0)).toBeUndefined();
    }
    for (let length = 0; length < packed.length; length++)
      expect(readableKeys(packed.subarray(0, length))).toBeUndefined();
  });
});
