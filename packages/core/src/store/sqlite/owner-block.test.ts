import { describe, expect, it } from "vitest";
import { bytesOfText } from "../../internal/byte-text.ts";
import { NOBODY, OwnerBlock, type OwnerEntries, packOwners, readableBlock } from "./owner-block.ts";

const few: OwnerEntries = { keys: ["abc1", "abd2", "abe3", "abe4"], components: [64, 2 ** 40, 300, 65] };

describe("packed owners", () => {
  it.for<OwnerEntries>([
    few,
    { keys: ["a"], components: [1] },
    { keys: [""], components: [70_000] },
    { keys: ["\0\0", "\0\u{ff}", "\u{ff}\0", "\u{ff}\u{ff}"], components: [1, 255, 256, 65_535] },
  ])("come back as they were, and each is found by its key", (entries) => {
    const block = new OwnerBlock(packOwners(entries));
    expect(block.entries()).toEqual(entries);
    expect(block.size).toBe(entries.keys.length);
    for (const [index, key] of entries.keys.entries())
      expect(block.find(bytesOfText(key))).toBe(entries.components[index]);
  });

  it("say of any other key that it is nobody's", () => {
    const block = new OwnerBlock(packOwners(few));
    for (const key of ["", "a", "abc", "abc0", "abc2", "abe5", "aaa1", "zzzz", "abc11"])
      expect(block.find(bytesOfText(key)), key).toBe(NOBODY);
  });

  it("are not read where any bit is flipped, or something is cut off", () => {
    const packed = packOwners(few);
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const damaged = Buffer.from(packed);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(readableBlock(damaged)).toBeUndefined();
    }
    for (let length = 0; length < packed.length; length++)
      expect(readableBlock(packed.subarray(0, length))).toBeUndefined();
  });
});
