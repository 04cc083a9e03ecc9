import type { ItemVersion, StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { RangeHash } from "./range-hash.ts";

function digestOf(items: readonly (readonly [StableKey, ItemVersion])[], call = "call"): string {
  const hash = new RangeHash();
  hash.start(call);
  for (const [key, version] of items) hash.add(key, version);
  return Buffer.from(hash.digest()).toString("hex");
}

describe("the digest of items", () => {
  it("tells apart what differs in a key, a version, their kinds, their order or their division", () => {
    const lists: readonly (readonly (readonly [StableKey, ItemVersion])[])[] = [
      [],
      [["a", 1]],
      [["a", 1n]],
      [["a", "1"]],
      [["a", [1]]],
      [["a", [1, 2]]],
      [["a", [12]]],
      [["a", ["1", "2"]]],
      [["a", ["12"]]],
      [["a", 2n ** 63n]],
      [["a", 2n ** 64n]],
      [["a", -(2n ** 63n) - 1n]],
      [["a", 0]],
      [["a", -0]],
      [[1, 1]],
      [["1", 1]],
      [[["a", 1], 1]],
      [["a", "\ud800"]],
      [["a", "\ud801"]],
      [["a", "\ufffd"]],
      [
        ["a", 1],
        ["b", 1],
      ],
      [
        ["b", 1],
        ["a", 1],
      ],
      [["a1b", 1]],
    ];
    const digests = lists.map((items) => digestOf(items));
    expect(new Set(digests).size).toBe(lists.length);
    expect(digestOf([["a", 1]], "another")).not.toBe(digestOf([["a", 1]]));
    expect(digestOf([["a", 1]])).toBe(digestOf([["a", 1]]));
  });

  it("takes keys and versions of any length", () => {
    const long = "é".repeat(100_000);
    expect(digestOf([[long, long]])).not.toBe(digestOf([[long, `${long}x`]]));
  });
});
